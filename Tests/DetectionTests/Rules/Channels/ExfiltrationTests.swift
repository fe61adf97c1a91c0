import Detection
import Testing
import Vocabulary

struct ExfiltrationTests {
    static let place = IPAddress(93, 184, 216, 34)

    @Test func `much more than in any hour before, to a new address`() throws {
        var scene = Scene()
        for hour in 0..<6 {
            scene.connection(
                to: IPAddress(8, 8, 4, 4), port: 443, at: Double(hour) * 3600, up: 800_000, down: 30_000_000,
                service: .tls)
        }
        scene.connection(
            to: Self.place, port: 443, at: 22_000, lasting: 60, up: 60_000_000, down: 90_000, service: .tls)
        let found = scene.findings(Exfiltration.self)
        let first = try #require(found.first)
        #expect(first.detection == .exfiltration)
        #expect(first.severity == .high)
        #expect(first.attackers == [.address(Scene.client)])
        #expect(first.victims == [.address(Self.place)])
        #expect(first.count("bytes_sent") == 60_000_000)
        #expect(first.techniques == ["T1048"])
    }

    @Test func `bulk without a known past`() {
        var scene = Scene()
        scene.connection(to: Self.place, port: 80, at: 10, lasting: 60, up: 150_000_000, down: 90_000, service: .http)
        #expect(scene.findings(Exfiltration.self).map(\.severity) == [.medium])
    }

    @Test func `low and slow to an address without a name`() throws {
        var scene = Scene()
        for index in 0..<300 {
            scene.connection(to: Self.place, port: 4711, at: Double(index) * 60, up: 60_000, down: 500)
        }
        let first = try #require(scene.findings(Exfiltration.self).first)
        #expect((first.measure("seconds") ?? 0) >= 10_800)
        #expect(first.techniques.first == "T1048.003")
    }

    @Test func `just below, a call, a speed test, a backup inside and a usual sync are left alone`() {
        var scene = Scene()
        scene.connection(to: Self.place, port: 80, at: 10, lasting: 60, up: 95_000_000, down: 90_000)
        scene.connection(
            to: IPAddress(9, 9, 9, 9), port: 50_000, transport: .udp, at: 20, lasting: 600, up: 300_000_000,
            down: 280_000_000)
        scene.connection(to: IPAddress(9, 9, 9, 10), port: 8080, at: 700, lasting: 15, up: 2_000_000, down: 200_000_000)
        scene.connection(to: IPAddress(9, 9, 9, 10), port: 8080, at: 720, lasting: 15, up: 200_000_000, down: 1_000_000)
        scene.connection(port: 445, at: 800, lasting: 600, up: 5_000_000_000, down: 1_000_000)
        #expect(scene.findings(Exfiltration.self).isEmpty)
        var sync = Scene()
        for hour in 0..<48 {
            let server = IPAddress(52, 0, 0, UInt8(hour))
            sync.connection(to: server, port: 443, at: Double(hour) * 3600, lasting: 60, up: 60_000_000, down: 400_000)
        }
        #expect(sync.findings(Exfiltration.self).isEmpty)
    }

    @Test func `a spray stays bounded and a replay says the same`() {
        var scene = Scene()
        for index in 0..<8_000 {
            scene.connection(
                to: IPAddress(v4: 0x5D00_0000 + UInt32(index)), port: 443, at: Double(index) * 0.01, lasting: 0.01,
                up: 9)
        }
        scene.connection(to: Self.place, port: 80, at: 500, lasting: 60, up: 150_000_000, down: 90_000)
        let found = scene.findings(Exfiltration.self)
        #expect(found.count == 1)
        #expect(found == scene.findings(Exfiltration.self))
    }
}
