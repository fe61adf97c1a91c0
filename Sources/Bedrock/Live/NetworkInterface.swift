import CMaxMind
import CPcap
import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// A network interface as the kernel sees it now.
public struct NetworkInterface: Sendable, Hashable {
    public var name: String
    /// The kernel's number; a device that was removed and made again has another one.
    public var index: Int32
    public var isUp: Bool
    /// Up, and the link has a carrier.
    public var isRunning: Bool
    public var isLoopback: Bool
    /// ARPHRD number: 1 Ethernet, 772 loopback, 65534 none (raw IP), 512 PPP, …
    public var hardware: UInt16

    /// Asks the kernel; nil where there is no such interface.
    public init?(named name: String) {
        guard !name.isEmpty, name.utf8.count < 16, !name.utf8.contains(0) else { return nil }
        var answer = ns_interface()
        // SAFETY: the string and the structure live for the duration of the call.
        guard unsafe ns_interface_named(name, &answer) != 0 else { return nil }
        self.name = name
        index = Int32(bitPattern: answer.index)
        isUp = answer.flags & 0x1 != 0
        isLoopback = answer.flags & 0x8 != 0
        isRunning = answer.flags & 0x41 == 0x41
        hardware = UInt16(truncatingIfNeeded: answer.hardware)
    }

    /// All interfaces, in the kernel's order.
    public static func all() -> [NetworkInterface] {
        var interfaces: [NetworkInterface] = []
        // SAFETY: the list ends at an entry with index 0 and is freed once.
        guard let list = unsafe if_nameindex() else { return [] }
        defer { unsafe if_freenameindex(list) }
        var place = 0
        while unsafe list[place].if_index != 0, let text = unsafe list[place].if_name {
            if let interface = NetworkInterface(named: unsafe String(cString: text)) { interfaces.append(interface) }
            place += 1
        }
        return interfaces
    }

    /// An address with the length of its network's prefix. `bytes` are 4 or 16, in network order.
    public struct Address: Sendable, Hashable {
        public var bytes: [UInt8]
        public var prefix: Int
    }

    /// The addresses of this interface.
    public func addresses() -> [Address] {
        var result: [Address] = []
        var list: UnsafeMutablePointer<ifaddrs>?
        // SAFETY: a linked list made by the C library, walked to its end and freed once.
        guard unsafe getifaddrs(&list) == 0 else { return [] }
        defer { unsafe freeifaddrs(list) }
        var entry = unsafe list
        while let current = unsafe entry {
            defer { unsafe entry = current.pointee.ifa_next }
            guard unsafe String(cString: current.pointee.ifa_name) == name,
                let address = unsafe current.pointee.ifa_addr,
                let bytes = unsafe Self.bytes(address)
            else { continue }
            let mask = unsafe current.pointee.ifa_netmask.flatMap { unsafe Self.bytes($0) } ?? []
            result.append(Address(bytes: bytes, prefix: mask.reduce(0) { $0 + $1.nonzeroBitCount }))
        }
        return result
    }

    private static func bytes(_ address: UnsafeMutablePointer<sockaddr>) -> [UInt8]? {
        // SAFETY: the family says which structure it is; only its address bytes are read.
        let raw = unsafe UnsafeRawBufferPointer(start: address, count: 24)
        return switch unsafe Int32(address.pointee.sa_family) {
        case AF_INET: unsafe Array(raw[4..<8])
        case AF_INET6: unsafe Array(raw[8..<24])
        default: nil
        }
    }
}

extension NetworkInterface {
    /// Frames that the driver or the device dropped since it was made, for want of memory or of time; 0 where that is not known.
    public var driverDrops: UInt64 {
        ["rx_dropped", "rx_missed_errors"].reduce(0) { $0 &+ counter($1) }
    }

    private func counter(_ file: String) -> UInt64 {
        guard !name.contains("/"),
            let descriptor = try? FileDescriptor.open(reading: "/sys/class/net/\(name)/statistics/\(file)")
        else { return 0 }
        var store = ByteStore(capacity: 32)
        guard case .bytes = descriptor.read(into: &store) else { return 0 }
        return store.withBytes { bytes in
            var number: UInt64 = 0
            for place in 0..<bytes.byteCount {
                guard (48...57).contains(bytes.u8(place)) else { break }
                number = number &* 10 &+ UInt64(bytes.u8(place) &- 48)
            }
            return number
        }
    }
}
