import Capture
import Exports
import Forge
import Foundation
import Sentinel
import TestKit
import Testing
import Vocabulary

@Suite struct LogDirectoryTests {
    @Test(.tags(.external), .enabled(if: EVECheck.isPossible, EVECheck.need))
    func `every line of an attack fits the schema`() throws {
        var frames: [ForgedFrame] = []
        for scenario in [VerticalScan.self, ARPSpoof.self, DNSTunnel.self] as [any Scenario.Type] {
            frames += scenario.make().prefix(6000)
        }
        frames.sort { $0.timestamp < $1.timestamp }
        let out = try WaysOut(frames)
        let result = try EVECheck.run(
            on: out.path("eve.json"), requiring: ["flow", "alert", "incident", "dns", "arp", "stats"])
        #expect(result.status == 0, "\(result.said)")
    }

    @Test(.tags(.external), .enabled(if: EVECheck.isPossible, EVECheck.need))
    func `every line of harmless traffic fits the schema`() throws {
        let out = try WaysOut(BenignMix.make().prefix(20_000))
        let result = try EVECheck.run(
            on: out.path("eve.json"), requiring: ["flow", "dns", "http", "tls", "stats"])
        #expect(result.status == 0, "\(result.said)")
    }

    @Test(.tags(.external), .enabled(if: EVECheck.isPossible, EVECheck.need))
    func `hostile names stay inside their quotes`() throws {
        var talk = Talk()
        let nasty = "\"}\\</script><b>\u{202E}x\u{2028}\u{85}\u{FEFF}{\"a\":1"
        let mac = MACAddress(bits: 0x0200_0000_0001)
        var dhcp = DHCP(.discover, transaction: 1, clientMAC: mac)
        dhcp.hostname = nasty + "\r\n\t\0"
        dhcp.vendorClass = nasty
        talk.udp(68, to: 67, [true], dhcp.bytes)
        talk.udp(7001, to: 53, [true], DNS.query("a\"\n\t,\\.\(nasty).example", id: 3).bytes)
        var conversation = Talk()
        for piece in [HTTP.request("GET", "/\(nasty)", host: nasty, agent: nasty)] {
            conversation.tcp(7002, [.c(.syn, 0), .s([.syn, .ack], 0), .c(.ack, 0)])
            let tcp = TCP(from: 7002, to: 80, [.psh, .ack], sequence: 1001, acknowledgment: 5001)
            conversation.send(tcp / piece)
            let bytes = Array("HTTP/1.1 200 OK\r\nContent-Type: \(nasty)".utf8) + [0xFF, 0xC3, 0x28, 0x80]
            let back = TCP(from: 80, to: 7002, [.psh, .ack], sequence: 5001, acknowledgment: 1001)
            conversation.send(back / (bytes + Array("\r\nContent-Length: 0\r\n\r\n".utf8)), fromClient: false)
        }
        let out = try WaysOut(talk.frames + conversation.frames)
        let result = try EVECheck.run(on: out.path("eve.json"), requiring: ["dhcp", "dns", "http"])
        #expect(result.status == 0, "\(result.said)")
        #expect(try out.text("eve.json").split(separator: "\n").count == out.eve().count)
        #expect(try out.zeek("dns.log").count == 1)
        let dangerous: Set<Unicode.Scalar> = ["\r", "\0", "\u{85}", "\u{2028}", "\u{202E}", "\u{FEFF}"]
        for name in ["eve.json", "conn.log", "dns.log", "notice.log"] {
            #expect(try out.text(name).unicodeScalars.allSatisfy { !dangerous.contains($0) }, "\(name)")
        }
    }

    @Test(.tags(.external), .enabled(if: EVECheck.isPossible, EVECheck.need))
    func `the examples in the reference fit the schema`() throws {
        var page = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { page.deleteLastPathComponent() }
        page.appendPathComponent("docs/reference/eve.md")
        let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("    {\"timestamp\"") }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("netsentinel-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data((lines.map { $0.dropFirst(4) }.joined(separator: "\n") + "\n").utf8).write(to: file)
        let types = ["flow", "alert", "dns", "tls", "http", "ssh", "dhcp", "arp", "anomaly", "stats"]
        let result = try EVECheck.run(on: file.path, requiring: types)
        #expect(result.status == 0, "\(result.said)")
    }

    @Test func `packets that cannot be read are anomalies, and counted in the closing sums`() throws {
        var talk = Talk()
        talk.udp(1, to: 9, [true], [1])
        let good = talk.frames[0].bytes
        // An IPv4 header that claims to be shorter than it can be.
        var short = good
        short[14] = 0x42
        talk.put(bytes: short)
        talk.put(bytes: short)
        let out = try WaysOut(talk.frames)
        let anomalies = try out.eve("anomaly").compactMap { $0["anomaly"] as? [String: Any] }
        #expect(anomalies.count == 1)
        #expect(anomalies.first?["count"] as? Int == 2)
        #expect((anomalies.first?["event"] as? String)?.hasPrefix("decoder.ipv4.") == true)
        let stats = try #require(try out.eve("stats").last?["stats"] as? [String: Any])
        #expect((stats["decoder"] as? [String: Int])?["pkts"] == 3)
        #expect((stats["decoder"] as? [String: Int])?["invalid"] == 2)
        #expect((stats["losses"] as? [String: Int])?["kernel_drops"] == 0)
    }

    @Test func `Community IDs are those of other tools`() throws {
        var talk = Talk()
        // The specification's own examples.
        let one = (IPAddress(128, 232, 110, 120), IPAddress(66, 35, 250, 204))
        talk.send(TCP(from: 34_855, to: 80, .syn, sequence: 1), client: one.0, server: one.1)
        let two = (IPAddress(192, 168, 1, 52), IPAddress(8, 8, 8, 8))
        talk.send(UDP(from: 54_585, to: 53) / [0], client: two.0, server: two.1)
        let out = try WaysOut(talk.frames)
        let expected = ["1:LQU9qZlK+B5F3KDmev6m5PMibrg=", "1:d/FP5EW3wiY1vCndhwleRRKHowQ="]
        #expect(try Set(out.zeek("conn.log").compactMap { $0["community_id"] }) == Set(expected))
        #expect(try Set(out.eve("flow").compactMap { $0["community_id"] as? String }) == Set(expected))
    }

    @Test func `the logs do not depend on how many work on them`() throws {
        let frames = Array(BenignMix.make().prefix(4000)) + []
        let alone = try WaysOut(frames)
        for workers in [1, 2, 4] {
            let other = try WaysOut(frames, workers: workers)
            #expect(try other.text("conn.log") == alone.text("conn.log"), "\(workers)")
            #expect(try other.text("dns.log") == alone.text("dns.log"), "\(workers)")
            let lines = try (other.text("eve.json"), alone.text("eve.json"))
            // Findings are told after the events of their batch, and batches differ: the order may, the lines may not.
            #expect(lines.0.split(separator: "\n").sorted() == lines.1.split(separator: "\n").sorted(), "\(workers)")
        }
    }

    @Test func `what was asked to stop leaves whole files`() throws {
        let stop = StopSignal()
        stop.raise()
        var talk = Talk()
        talk.tcp(1, [.c(.syn, 0)])
        let out = try WaysOut(talk.frames, stop: stop)
        #expect(try out.zeek("conn.log").isEmpty)
        #expect(try out.eve().map { $0["event_type"] as? String } == ["stats"])
        #expect(try out.text("notice.log").hasSuffix("\n"))
    }

    @Test func `a folder that cannot be made is an error that says what to do`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("netsentinel-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let error = #expect(throws: SentinelError.self) {
            try LogDirectory.outputs(in: file.appendingPathComponent("logs").path)
        }
        #expect(error?.code == .output)
        #expect(error?.message.contains("--out") == true)
    }
}
