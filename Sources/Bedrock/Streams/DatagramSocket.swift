import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// A UDP socket that is bound to one address and only listens.
///
/// Bounds: a datagram of at most 64 KiB is taken whole; what the kernel cannot hold while nobody reads is lost there.
public struct DatagramSocket: ~Copyable, Sendable {
    private let number: Int32
    private var room: [UInt8]
    /// The port it is bound to: of use where 0 was asked for.
    public let port: UInt16

    /// - Parameter address: a number, not a name: IPv4 or IPv6.
    public init(address: String, port: UInt16) throws(BedrockError) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
        var list: UnsafeMutablePointer<addrinfo>?
        // SAFETY: the strings live for the call; the list is freed below, whatever happens.
        guard unsafe getaddrinfo(address, String(port), &hints, &list) == 0, let entry = unsafe list else {
            throw BedrockError(.notFound, "\(address) is not an address: give a number such as 127.0.0.1 or ::1")
        }
        defer { unsafe freeaddrinfo(list) }
        let number = unsafe socket(
            entry.pointee.ai_family, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw .last("Could not make a socket") }
        guard unsafe bind(number, entry.pointee.ai_addr, entry.pointee.ai_addrlen) == 0 else {
            let error = BedrockError.last("Could not listen on UDP \(address) port \(port)")
            close(number)
            throw error
        }
        self.number = number
        self.port = Self.boundPort(number) ?? port
        room = [UInt8](repeating: 0, count: 65_536)
    }

    deinit { close(number) }

    /// One datagram and its sender's address; nil when none came in time.
    public mutating func receive(milliseconds: Int32) -> (bytes: [UInt8], sender: String)? {
        guard Poll.wait(for: [number], milliseconds: milliseconds) else { return nil }
        let socket = number
        var from = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // SAFETY: the kernel writes at most `room.count` bytes of the array, and at most `length` of the address.
        let count = unsafe room.withUnsafeMutableBytes { room in
            unsafe withUnsafeMutablePointer(to: &from) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    unsafe recvfrom(
                        socket, room.baseAddress, room.count, Int32(MSG_DONTWAIT), address, &length)
                }
            }
        }
        guard count >= 0 else { return nil }
        return (Array(room[..<count]), Self.name(&from, length))
    }

    private static func name(_ storage: inout sockaddr_storage, _ length: socklen_t) -> String {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        // SAFETY: `getnameinfo` writes a terminated string of at most the array's size.
        let code = unsafe withUnsafePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe getnameinfo(address, length, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
            }
        }
        guard code == 0 else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func boundPort(_ number: Int32) -> UInt16? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // SAFETY: the kernel writes at most `length` bytes of the structure.
        let code = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe getsockname(number, address, &length)
            }
        }
        guard code == 0 else { return nil }
        // Port and family lie in the same places for IPv4 and IPv6.
        return unsafe withUnsafeBytes(of: &storage) { bytes in
            unsafe UInt16(bytes[2]) << 8 | UInt16(bytes[3])
        }
    }
}
