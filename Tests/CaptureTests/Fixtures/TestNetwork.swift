import Foundation
import Testing

extension Tag {
    /// Needs root: makes network namespaces.
    @Tag static var root: Self
}

/// A network namespace of its own with one virtual cable in it, `left` to `right`: traffic of a test stays there.
struct TestNetwork {
    let name: String
    /// Skipped tests show this sentence.
    static let need: Comment = "Needs root (network namespaces and packet sockets): run the tests with sudo."
    static var isPossible: Bool {
        geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/sbin/ip")
    }

    /// Runs `body` with the calling thread inside a new namespace, and takes the namespace down afterwards.
    static func run<Result>(_ body: (TestNetwork) throws -> Result) throws -> Result {
        let network = TestNetwork(name: "nst-\(getpid())-\(UInt32.random(in: 0...UInt32.max))")
        try network.ip("netns", "add", network.name)
        defer { try? network.ip("netns", "del", network.name) }
        try network.cable()
        let home = open("/proc/thread-self/ns/net", O_RDONLY)
        defer { close(home) }
        try enter(open("/run/netns/\(network.name)", O_RDONLY), closing: true)
        defer { try? enter(home, closing: false) }
        return try body(network)
    }

    /// `setns`, which the C library's module does not show to Swift.
    private static func enter(_ descriptor: Int32, closing: Bool) throws {
        typealias SetNamespace = @convention(c) (Int32, Int32) -> Int32
        defer { if closing { close(descriptor) } }
        let function = try #require(dlsym(nil, "setns"))
        try #require(unsafeBitCast(function, to: SetNamespace.self)(descriptor, 0x4000_0000) == 0)
    }

    func cable() throws {
        try ip("-n", name, "link", "add", "left", "type", "veth", "peer", "name", "right")
        for end in ["left", "right"] {
            // No address: the kernel then sends nothing of its own on it.
            try ip("-n", name, "link", "set", end, "addrgenmode", "none")
            try ip("-n", name, "link", "set", end, "up")
        }
        try ip("-n", name, "link", "set", "lo", "up")
    }

    func link(_ arguments: String...) throws { try ip(["-n", name, "link"] + arguments) }

    private func ip(_ arguments: String...) throws { try ip(arguments) }

    private func ip(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/sbin/ip")
        process.arguments = arguments
        process.standardError = Pipe()
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "ip \(arguments.joined(separator: " "))")
    }

    /// Sends frames as they are on an interface of the calling thread's namespace.
    func send(_ frames: [[UInt8]], on interface: String) throws {
        let socket = socket(AF_PACKET, Int32(SOCK_RAW.rawValue), 0)
        try #require(socket >= 0)
        defer { close(socket) }
        // `struct sockaddr_ll`: family 2, protocol 2, index 4, and 12 bytes of which nothing is needed.
        var address = [UInt8](repeating: 0, count: 20)
        address[0] = UInt8(AF_PACKET)
        withUnsafeBytes(of: if_nametoindex(interface)) { address.replaceSubrange(4..<8, with: $0) }
        for frame in frames {
            let sent = address.withUnsafeBytes { raw in
                frame.withUnsafeBytes {
                    sendto(
                        socket, $0.baseAddress, $0.count, 0, raw.baseAddress?.assumingMemoryBound(to: sockaddr.self), 20
                    )
                }
            }
            try #require(sent == frame.count)
        }
    }
}

/// Frames for the cable.
enum TestFrame {
    /// Ethernet, IPv4, UDP from one host and port to another, with 10 bytes.
    static func udp(_ from: UInt8, _ fromPort: UInt16, _ to: UInt8, _ toPort: UInt16, tags: [UInt8] = []) -> [UInt8] {
        let ports = [fromPort, toPort].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        return [2, 0, 0, 0, 0, to, 2, 0, 0, 0, 0, from] + tags + [0x08, 0x00]
            + [0x45, 0, 0, 38, 0, 1, 0, 0, 64, 17, 0, 0, 10, 9, 9, from, 10, 9, 9, to]  // IPv4
            + ports + [0, 18, 0, 0]  // UDP
            + Array("0123456789".utf8)
    }

    static let arp: [UInt8] =
        Array(repeating: 255, count: 6) + [2, 0, 0, 0, 0, 1, 0x08, 0x06]
        + [0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 10, 9, 9, 1, 0, 0, 0, 0, 0, 0, 10, 9, 9, 2]
}
