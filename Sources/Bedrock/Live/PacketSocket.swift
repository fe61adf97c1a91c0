import CMaxMind
import CPcap
import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// Options of a packet socket by the kernel's numbers (linux/if_packet.h).
enum SocketOption {
    static let addMembership: Int32 = 1
    static let receiveRing: Int32 = 5
    static let statistics: Int32 = 6
    static let packetVersion: Int32 = 10
    static let fanOut: Int32 = 18
    static let ignoreOutgoing: Int32 = 23
    static let level: Int32 = 263
}

extension FileDescriptor {
    func set<Value: BitwiseCopyable>(_ option: Int32, _ value: Value, _ what: String) throws(BedrockError) {
        // SAFETY: the kernel reads the bytes of one value that this call owns.
        let answer = unsafe withUnsafeBytes(of: value) {
            unsafe setsockopt(number, SocketOption.level, option, $0.baseAddress, socklen_t($0.count))
        }
        guard answer == 0 else { throw .last(what) }
    }

    func get<Value: BitwiseCopyable>(_ option: Int32) -> Value? where Value: ZeroInitialisable {
        var value = Value()
        var size = socklen_t(MemoryLayout<Value>.size)
        // SAFETY: the kernel writes at most `size` bytes into a value that this call owns.
        return unsafe getsockopt(number, SocketOption.level, option, &value, &size) == 0 ? value : nil
    }

    /// Receives the frames of one interface, of all protocols.
    func bind(_ index: Int32, _ name: String) throws(BedrockError) {
        var address = sockaddr_ll()
        address.sll_family = UInt16(AF_PACKET)
        address.sll_protocol = UInt16(0x0003).bigEndian
        address.sll_ifindex = index
        // SAFETY: the kernel reads one address that this call owns.
        let answer = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.bind(number, $0, socklen_t(MemoryLayout<sockaddr_ll>.size))
            }
        }
        guard answer == 0 else { throw .last("Could not listen on \(name)") }
    }

    /// The error that the kernel holds for this socket, cleared by asking; 0 where there is none.
    public func pendingError() -> Int32 {
        var number: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        // SAFETY: the kernel writes one number that this call owns.
        return unsafe getsockopt(self.number, SOL_SOCKET, SO_ERROR, &number, &size) == 0 ? number : 0
    }
}

/// C structures whose all-zero bytes are a value.
protocol ZeroInitialisable { init() }

extension tpacket_stats_v3: ZeroInitialisable {}

extension PacketFilter {
    /// Lets the kernel apply the program to what comes to a socket.
    func attach(to socket: borrowing FileDescriptor) throws(BedrockError) {
        // SAFETY: libpcap's and the kernel's instructions have the same layout (classic BPF); the kernel copies them.
        var copy = unsafe sock_fprog(
            len: UInt16(program.bf_len),
            filter: UnsafeMutableRawPointer(program.bf_insns)?.assumingMemoryBound(to: sock_filter.self))
        let answer = unsafe setsockopt(
            socket.number, SOL_SOCKET, SO_ATTACH_FILTER, &copy, socklen_t(MemoryLayout<sock_fprog>.size))
        guard answer == 0 else { throw .last("Could not attach the filter") }
    }
}
