import Forge
import Testing
import Vocabulary

/// Knobs of the attack scenarios, counted in the frames they give.
@Suite struct AttackScenariosTests {
    private func readings(_ name: String, _ settings: KeyValuePairs<String, any CustomStringConvertible>) throws
        -> (frames: [(Timestamp, FrameChecker.Reading)], seconds: Double)
    {
        let scenario = try ScenarioCatalog.find(name)
        let frames = try scenario.make(knobs: scenario.defaults.with(settings), seed: 11)
            .map { ($0.timestamp, try FrameChecker.check($0.bytes)) }
        let first = try #require(frames.first), last = try #require(frames.last)
        return (frames, last.0.seconds(since: first.0))
    }

    @Test(arguments: ["syn-flood", "udp-flood", "icmp-flood", "tcp-reflection", "amplification-flood"])
    func `a flood has the rate and the length it was asked for`(_ name: String) throws {
        let (frames, seconds) = try readings(name, ["rate": 400, "duration": 3])
        let towards = frames.filter { $0.1.destination == [192, 168, 20, 12] && $0.1.flags & 4 == 0 }
        #expect(abs(Double(towards.count) - 1200) < 40)
        #expect(abs(seconds - 3) < 0.2)
    }

    @Test func `a spoofed flood comes from everywhere, another from one place`() throws {
        func sources(_ spoofed: Bool) throws -> Int {
            let frames = try readings("syn-flood", ["rate": 200, "duration": 2, "spoofed": spoofed]).frames
            return Set(frames.filter { $0.1.flags == 2 }.map(\.1.source)).count
        }
        #expect(try sources(true) > 390)
        #expect(try sources(false) == 1)
    }

    @Test(arguments: [
        ("ssh", 22, 3), ("ftp", 21, 3), ("telnet", 23, 3), ("rdp", 3389, 1), ("vnc", 5900, 1), ("smb", 445, 1),
        ("http", 80, 4),
        ("smtp", 587, 4), ("pop3", 110, 3), ("imap", 143, 4), ("mysql", 3306, 1), ("postgresql", 5432, 1),
        ("mqtt", 1883, 1),
    ])
    func `a brute force opens a connection for every few tries`(_ service: String, _ port: Int, _ tries: Int) throws {
        let frames = try readings("brute-force", ["service": service, "count": 13, "rate": 5, "success": true]).frames
        let opened = frames.filter { $0.1.flags == 2 && $0.1.destinationPort == port }
        #expect(opened.count == (13 + tries - 1) / tries)
        #expect(Set(opened.map(\.1.source)) == [[203, 0, 113, 201]])
    }

    @Test func `one try a minute takes as long as it says`() throws {
        let (frames, seconds) = try readings(
            "brute-force", ["service": "ssh", "count": 20, "rate": 1.0 / 60, "tries": 1, "jitter": 0])
        #expect(frames.filter { $0.1.flags == 2 }.count == 20)
        #expect(abs(seconds - 19 * 60) < 15)
    }

    @Test(arguments: [(5.0, "hex"), (500.0, "base32"), (50_000.0, "base64")])
    func `a tunnel carries the bytes a second it was asked for`(_ rate: Double, _ encoding: String) throws {
        let (frames, _) = try readings(
            "dns-tunnel", ["rate": rate, "duration": 40, "encoding": encoding, "type": "NULL", "path": "direct"])
        let queries = frames.filter { $0.1.destinationPort == 53 }
        let bits = encoding == "hex" ? 4.0 : encoding == "base32" ? 5 : 6
        let letters = queries.reduce(0) { $0 + $1.1.payload.count - 12 - 4 - 11 - 24 - 6 }
        let carried = Double(letters) * bits / 8 / 40
        #expect(abs(carried / rate - 1) < 0.25, "\(carried) bytes a second")
    }

    @Test(arguments: [(10.0, 0.0), (60.0, 0.5), (14_400.0, 0.2)])
    func `a beacon keeps its interval and its jitter`(_ interval: Double, _ jitter: Double) throws {
        let frames = try readings(
            "c2-beacon", ["interval": interval, "count": 30, "jitter": jitter, "transport": "raw"]
        ).frames
        let calls = frames.filter { $0.1.flags == 2 }.map(\.0)
        #expect(calls.count == 30)
        let gaps = zip(calls.dropFirst(), calls).map { $0.seconds(since: $1) }
        #expect(gaps.allSatisfy { $0 > interval * (1 - jitter) - 0.1 && $0 < interval * (1 + jitter) + 0.1 })
        #expect(jitter == 0 || gaps.contains { abs($0 / interval - 1) > jitter / 3 })
        let long = try readings("c2-beacon", ["count": 20, "long": true, "transport": "http"]).frames
        #expect(long.filter { $0.1.flags == 2 }.count == 1)
    }

    @Test func `lost calls are not made up for`() throws {
        let frames = try readings("c2-beacon", ["count": 200, "missed": 0.1, "transport": "raw"]).frames
        let calls = frames.filter { $0.1.flags == 2 }.count
        #expect(calls > 160 && calls < 195)
    }

    @Test func `an exfiltration sends what it was asked to send`() throws {
        let bulk = try readings("exfiltration", ["megabytes": 1, "past": 30, "speed": 10]).frames
        let sent = bulk.filter { $0.1.destination == [198, 51, 100, 200] }.reduce(0) { $0 + $1.1.payload.count }
        #expect(sent > 1_000_000 && sent < 1_020_000)
        let (slow, seconds) = try readings(
            "exfiltration", ["mode": "slow", "megabytes": 1, "hours": 1, "chunk": 50, "past": 0])
        let parts = slow.filter { $0.1.flags == 2 && $0.1.destination == [198, 51, 100, 200] }.count
        #expect(parts > 14 && parts < 28)
        #expect(seconds > 2500)
    }

    @Test(arguments: LateralMovement.channels)
    func `every channel reaches every machine`(_ channel: String) throws {
        let frames = try readings("lateral-movement", ["channel": channel, "hosts": 5, "interval": 10]).frames
        #expect(Set(frames.filter { $0.1.flags == 2 }.map(\.1.destination)).count == 5)
    }

    @Test func `sweeps reach as many hosts as asked`() throws {
        for name in ["horizontal-scan", "icmp-sweep"] {
            let frames = try readings(name, ["hosts": 90, "rate": 200]).frames
            #expect(Set(frames.filter { $0.1.source == [192, 168, 20, 231] }.map(\.1.destination)).count == 90)
        }
    }

    @Test func `the sensor's losses are kept apart from the attack`() throws {
        let whole = try readings("vertical-scan", ["ports": 1000]).frames.count
        let lossy = try readings("vertical-scan", ["ports": 1000, "loss": 0.2]).frames.count
        #expect(abs(Double(lossy) / Double(whole) - 0.8) < 0.05)
        let surrounded = try readings("vertical-scan", ["ports": 1000, "background": 300]).frames.count
        #expect(surrounded > whole + 200)
    }
}

/// Days and chains: what is said to be in them is in them, in order.
@Suite struct CompositeScenariosTests {
    @Test func `the stages of a chain follow each other and share the attacker`() throws {
        let truth = AttackChain.make(seed: 2).truth
        #expect(truth.map(\.detection) == [.portScanVertical, .bruteForce(.smb), .lateralMovement("service")])
        #expect(zip(truth.dropFirst(), truth).allSatisfy { $0.start > $1.start })
        #expect(Set(truth.map(\.attackers)).count == 1)
    }

    @Test func `a benign day has every layer`() throws {
        var counts: [UInt8: Int] = [:]
        let knobs = BenignDay.defaults.with(["hours": 24, "intensity": 0.3])
        for frame in BenignDay.make(knobs: knobs, seed: 3).prefix(8000) {
            counts[try FrameChecker.check(frame.bytes).ipProtocol ?? 0, default: 0] += 1
        }
        for number: UInt8 in [0, 1, 6, 17, 58] { #expect(counts[number, default: 0] > 0) }
    }

    @Test func `the benign mix gives as many frames as asked`() {
        #expect(Array(BenignMix.make(knobs: BenignMix.defaults.with(["packets": 2500]), seed: 3)).count == 2500)
    }
}
