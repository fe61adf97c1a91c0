import Capture
import Foundation
import Testing
import Vocabulary

/// The ring and libpcap on a real virtual cable. Serialised, so that the machine's two cores are not the thing tested.
@Suite(.tags(.root), .enabled(if: TestNetwork.isPossible, TestNetwork.need), .serialized)
struct LiveCaptureTests {
    static func options(libpcap: Bool = false) -> CaptureOptions {
        var options = CaptureOptions()
        options.ringBytes = 8 << 20
        options.idleMilliseconds = 20
        options.prefersLibpcap = libpcap
        return options
    }

    /// Reads until there are `count` frames or nothing comes for so long. A loaded machine needs its time for a frame to cross the cable:
    /// where that many frames must come, the patience is long.
    static func take(_ count: Int, from source: inout LiveCapture, patience seconds: Int = 1) -> [SeenFrame] {
        var seen: [SeenFrame] = []
        var quiet = 0
        while seen.count < count, quiet < 50 * seconds {
            let part = source.withNextBatch { bytes, batch in copy(bytes, batch) } ?? []
            quiet = part.isEmpty ? quiet + 1 : 0
            seen += part
        }
        return seen
    }

    @Test(arguments: [false, true])
    func `frames of a cable come whole, in order and in time`(libpcap: Bool) throws {
        let sent = (0..<500).map { TestFrame.udp(1, UInt16(1000 + $0), 2, 53) + Array(repeating: 7, count: $0) }
        let start = Timestamp(seconds: Date().timeIntervalSince1970 - 5)
        let (seen, report) = try TestNetwork.run { network in
            var source = try LiveCapture(["left"], options: Self.options(libpcap: libpcap))
            try network.send(sent, on: "right")
            let seen = Self.take(500, from: &source)
            return (seen, source.report())
        }
        #expect(seen.map(\.bytes) == sent)
        #expect(seen.allSatisfy { $0.link == 1 && $0.interface == 0 && $0.wire == $0.bytes.count })
        #expect(
            seen.allSatisfy {
                $0.nanoseconds > start.nanoseconds && $0.nanoseconds < start.nanoseconds + 60_000_000_000
            })
        #expect(report.frames == 500)
        #expect(report.format == (libpcap ? "libpcap" : "ring"))
        #expect(report.source == "left")
        #expect(report.interfaces.map(\.received) == [500])
        #expect(report.ringDrops == 0)
    }

    @Test
    func `both directions are seen, and a quiet interface lets timers run`() throws {
        let (seen, idle, quiet) = try TestNetwork.run { network in
            var source = try LiveCapture(["left"], options: Self.options())
            let idle = source.withNextBatch { _, batch in batch.count }
            let quiet = source.quietUntil
            try network.send([TestFrame.arp], on: "left")
            try network.send([TestFrame.udp(1, 1, 2, 2)], on: "right")
            return (Self.take(2, from: &source), idle, quiet)
        }
        #expect(Set(seen.map(\.bytes)) == [TestFrame.arp, TestFrame.udp(1, 1, 2, 2)])
        #expect(idle == 0)
        #expect(quiet != nil)
    }

    @Test
    func `the loopback gives each frame once`() throws {
        let frame = TestFrame.udp(1, 1, 2, 2)
        let seen = try TestNetwork.run { network in
            var source = try LiveCapture(["lo"], options: Self.options())
            try network.send([frame, frame, frame], on: "lo")
            return Self.take(4, from: &source)
        }
        #expect(seen.map(\.bytes) == [frame, frame, frame])
    }

    @Test
    func `the VLAN tag that the kernel takes out is given back with the frame`() throws {
        let plain = TestFrame.udp(1, 1, 2, 2)
        let seen = try TestNetwork.run { network in
            var source = try LiveCapture(["left"], options: Self.options())
            try network.send(
                [
                    TestFrame.udp(1, 1, 2, 2, tags: [0x81, 0x00, 0x60, 0x2A]),  // 802.1Q, priority 3, VLAN 42
                    // 802.1ad, VLAN 100, and inside of it 802.1Q, VLAN 7: only the outer tag is taken out.
                    TestFrame.udp(1, 1, 2, 2, tags: [0x88, 0xA8, 0, 100, 0x81, 0x00, 0, 7]),
                    plain,
                ], on: "right")
            return Self.take(3, from: &source)
        }
        #expect(seen.map(\.tpid) == [0x8100, 0x88A8, 0])
        #expect(seen.map(\.tci) == [0x602A, 100, 0])
        #expect(seen.first?.bytes == plain)
        #expect(seen.last?.bytes == plain)
    }

    @Test(arguments: [("udp port 53", 20, "ring"), ("arp", 1, "ring"), ("vlan 42", 1, "libpcap")])
    func `a filter is applied before frames reach us`(filter: String, expected: Int, format: String) throws {
        let (seen, report) = try TestNetwork.run { network in
            var options = Self.options()
            options.filter = filter
            var source = try LiveCapture(["left"], options: options)
            try network.send((0..<20).map { TestFrame.udp(1, 1000 + $0, 2, 53) }, on: "right")
            try network.send([TestFrame.arp, TestFrame.udp(1, 1, 2, 2, tags: [0x81, 0x00, 0, 42])], on: "right")
            try network.send((0..<20).map { TestFrame.udp(1, 1000 + $0, 2, 80) }, on: "right")
            return (Self.take(expected + 1, from: &source), source.report())
        }
        #expect(seen.count == expected)
        #expect(report.format == format)
    }

    @Test
    func `a short snap length cuts frames and says how long they were`() throws {
        let seen = try TestNetwork.run { network in
            var options = Self.options()
            options.snapLength = 64
            var source = try LiveCapture(["left"], options: options)
            try network.send([Array(TestFrame.arp) + Array(repeating: 1, count: 958)], on: "right")
            return Self.take(1, from: &source)
        }
        #expect(seen.map(\.bytes.count) == [64])
        #expect(seen.map(\.wire) == [1000])
    }

    @Test
    func `several interfaces are one source, each with its number`() throws {
        let (seen, report) = try TestNetwork.run { network in
            var source = try LiveCapture(["left", "right", "left"], options: Self.options())
            try network.send(Array(repeating: TestFrame.arp, count: 10), on: "right")
            return (Self.take(20, from: &source), source.report())
        }
        #expect(seen.filter { $0.interface == 0 }.count == 10)
        #expect(seen.filter { $0.interface == 1 }.count == 10)
        #expect(report.interfaces.map(\.name) == ["left", "right"])
        #expect(report.interfaces.map(\.frames) == [10, 10])
    }

    @Test(arguments: [false, true])
    func `workers share the traffic and keep both directions of a flow together`(libpcap: Bool) throws {
        let shares = try TestNetwork.run { network in
            var options = Self.options(libpcap: libpcap)
            options.fanOut = UInt16.random(in: 1...60_000)
            var first = try LiveCapture(["left"], options: options)
            var second = try LiveCapture(["left"], options: options)
            let frames = (0..<200 as Range<UInt16>).flatMap { port in
                [TestFrame.udp(1, 2000 + port, 2, 53), TestFrame.udp(2, 53, 1, 2000 + port)]
            }
            try network.send(frames, on: "right")
            return [Self.take(400, from: &first), Self.take(400, from: &second)]
        }
        #expect(shares[0].count + shares[1].count == 400)
        func flows(_ frames: [SeenFrame]) -> Set<[UInt8]> {
            // The client's port, on whichever side it is.
            Set(frames.map { $0.bytes[29] == 1 ? Array($0.bytes[34..<36]) : Array($0.bytes[36..<38]) })
        }
        #expect(flows(shares[0]).isDisjoint(with: flows(shares[1])))
        #expect(!shares[0].isEmpty && !shares[1].isEmpty)
    }

    @Test
    func `frames that find the ring full are counted`() throws {
        let report = try TestNetwork.run { network in
            var options = Self.options()
            options.ringBytes = 4 << 20
            var source = try LiveCapture(["left"], options: options)
            let frame = TestFrame.arp + Array(repeating: 0, count: 1400)
            for _ in 0..<80 { try network.send(Array(repeating: frame, count: 100), on: "right") }
            let seen = Self.take(8000, from: &source)
            let report = source.report()
            #expect(report.frames == UInt64(seen.count))
            return report
        }
        #expect(report.ringDrops > 0)
        #expect(report.frames + report.ringDrops == 8000)
        #expect(report.interfaces.map(\.received) == [8000])
    }
}
