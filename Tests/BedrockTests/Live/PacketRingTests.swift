import Bedrock
import Foundation
import Testing

extension Tag {
    /// Needs root: opens packet sockets.
    @Tag static var root: Self
}

/// The ring on the loopback, where only datagrams of the test itself pass its filter.
@Suite(.serialized, .tags(.root), .enabled(if: geteuid() == 0, "Needs root (packet sockets): run the tests with sudo."))
struct PacketRingTests {
    /// Sends a numbered datagram of 1000 bytes to the discard port of the loopback.
    func send(_ numbers: Range<UInt32>) {
        let socket = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = UInt16(AF_INET)
        address.sin_port = UInt16(40_009).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        for number in numbers {
            var payload = [UInt8](repeating: 0, count: 1000)
            withUnsafeBytes(of: number) { payload.replaceSubrange(0..<4, with: $0) }
            withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    _ = sendto(socket, payload, payload.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
    }

    @Test(arguments: [nil, 4, 1])
    func `blocks come in order, whether the ring is mapped whole or in part`(window: Int?) throws {
        var settings = LiveSettings()
        settings.ringBytes = 1 << 20
        settings.blockBytes = 64 << 10
        settings.retireMilliseconds = 5
        settings.isPromiscuous = false
        settings.filter = "udp port 40009"
        var ring = try PacketRing(try #require(NetworkInterface(named: "lo")), settings)
        #expect(ring.blockCount == 16)
        var seen: [UInt32] = []
        // 3000 datagrams of a kilobyte go round the ring almost three times.
        for start in stride(from: 0 as UInt32, to: 3000, by: 100) {
            if let window { ring.narrow(toBlocks: window) }
            send(start..<start + 100)
            let wanted = seen.count + 100
            var patience = 200
            while seen.count < wanted, patience > 0 {
                if !ring.isReady {
                    patience -= 1
                    _ = ring.socket.wait(milliseconds: 10)
                    continue
                }
                ring.withBlock { bytes in
                    var at = Int(bytes.u32LE(16))
                    for _ in 0..<bytes.u32LE(12) {
                        // Behind Ethernet, IPv4 and UDP.
                        seen.append(bytes.u32LE(at + Int(bytes.u16LE(at + 24)) + 42))
                        at += Int(bytes.u32LE(at))
                    }
                }
                ring.release()
            }
        }
        #expect(seen == Array(0..<3000))
        #expect(ring.failure == nil)
        #expect(ring.mappedBlocks == window ?? 16 || ring.mappedBlocks == 16)
        #expect(ring.statistics().lost == 0)
    }

    @Test
    func `a ring on an interface that is not there is an error`() throws {
        var interface = try #require(NetworkInterface(named: "lo"))
        interface.index = 1_000_000
        #expect(throws: BedrockError.self) { _ = try PacketRing(interface, LiveSettings()) }
    }
}
