import Capture
import Exports
import Forge
import Foundation
import Sentinel
import TestKit
import Testing
import Vocabulary

/// The same capture gives the same findings, byte for byte, however it is read.
@Suite struct DeterminismTests {
    /// Several attacks, in one file: each scenario in its turn, shifted by an hour.
    static func capture() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("netsentinel-\(UUID().uuidString).pcap")
        var writer = PcapWriter(to: ByteCollector())
        var shift = 0.0
        for (scenario, knobs) in [
            ("vertical-scan", ["background": "60"]), ("syn-flood", ["duration": "3"]), ("arp-spoof", [:]),
            ("brute-force", ["count": "40"]), ("dns-tunnel", ["duration": "60"]), ("icmp-sweep", [:]),
        ] as [(String, [String: String])] {
            let found = try ScenarioCatalog.find(scenario)
            var turned = Knobs(found.card)
            for (name, value) in knobs { try turned.set(name, value) }
            for frame in found.make(knobs: turned, seed: 7) {
                var late = frame
                late.timestamp = frame.timestamp.advanced(bySeconds: shift)
                writer.write(late)
            }
            shift += 3600
        }
        writer.finish()
        try Data(writer.sink.bytes).write(to: url)
        return url
    }

    static func incidents(_ url: URL, workers: Int) throws -> [String] {
        var analysis = Analysis(input: url.path, settings: DetectionSettings())
        analysis.workers = workers
        return try analysis.run(stop: StopSignal()).incidentLines
    }

    @Test func `one, two and four workers find the same`() throws {
        let url = try Self.capture()
        defer { try? FileManager.default.removeItem(at: url) }
        let one = try Self.incidents(url, workers: 1)
        #expect(one.count >= 4)
        #expect(try Self.incidents(url, workers: 2) == one)
        #expect(try Self.incidents(url, workers: 4) == one)
        #expect(try Self.incidents(url, workers: 1) == one)
    }

    /// A router tells of sixty hosts that they are not there, several times, among probes that are answered.
    static func unreachableHosts() throws -> URL {
        let mac = MACAddress(bits: 0x02_00_5E_00_53_01)
        func host(_ address: UInt32, _ system: Forge.Host.System = .linux) -> Forge.Host {
            Forge.Host(
                name: "", address: IPAddress(v4: address), mac: mac, isLocal: false, ttl: 64, delay: 0.01,
                system: system)
        }
        let prober = host(0x0A14_006E)
        let router = host(0x0A14_000A, .appliance)
        var timeline = Timeline(seed: 11)
        for index in 0..<180 as Range<UInt32> {
            let target = host(0xC0A8_0A01 + index % 60)
            let at = timeline.now.advanced(bySeconds: Double(index) * 0.7)
            let probe = TCP(from: 40_000 + UInt16(index), to: 443, [.syn], sequence: index)
            timeline.send(probe, from: prober, to: target, at: at)
            guard index % 3 > 0 else { continue }
            let quoted = (IPv4(from: prober.address, to: target.address, ttl: 63) / probe).bytes
            timeline.send(
                ICMP.unreachable(code: 1, quoting: quoted), from: router, to: prober, at: at.advanced(bySeconds: 0.02))
        }
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("netsentinel-\(UUID().uuidString).pcap")
        var writer = PcapWriter(to: ByteCollector())
        for frame in timeline.drain() { writer.write(frame) }
        writer.finish()
        try Data(writer.sink.bytes).write(to: url)
        return url
    }

    /// The whole document, but for the time it took.
    static func document(_ url: URL, workers: Int) throws -> String {
        var analysis = Analysis(input: url.path, settings: DetectionSettings())
        analysis.workers = workers
        var document = try analysis.run(stop: StopSignal())
        document.elapsedSeconds = 0
        document.workers = 1
        return document.json()
    }

    @Test func `errors of a router are one flow, however many workers have the flows they quote`() throws {
        let url = try Self.unreachableHosts()
        defer { try? FileManager.default.removeItem(at: url) }
        let one = try Self.document(url, workers: 1)
        #expect(one.contains("\"flows\": 181"))
        for workers in [2, 3, 4, 7] { #expect(try Self.document(url, workers: workers) == one) }
    }

    @Test func `a replay finds what reading finds`() throws {
        let url = try Self.capture()
        defer { try? FileManager.default.removeItem(at: url) }
        let replay = Guard(.file(url.path, .times(100_000)), settings: DetectionSettings())
        let replayed = try replay.run(stop: StopSignal()).incidentLines
        #expect(try replayed == Self.incidents(url, workers: 1))
    }

    @Test(arguments: [1, 2, 7, 31])
    func `chunks of any size find the same`(_ chunk: Int) throws {
        let knobs = Knobs(VerticalScan.card).with(["background": 120])
        let whole = try Trial.run(VerticalScan.self, knobs: knobs)
        #expect(!whole.findings.isEmpty)
        #expect(try Trial.run(VerticalScan.self, knobs: knobs, chunk: chunk).findings == whole.findings)
    }
}
