import Forge
import Vocabulary

/// Frames of small conversations between a client and a server, told packet by packet.
struct Talk {
    private(set) var frames: [ForgedFrame] = []
    private var time = Timestamp(seconds: 1_767_600_000)
    static let client = IPAddress(192, 168, 20, 101)
    static let server = IPAddress(93, 184, 216, 34)
    private let clientMAC = MACAddress(bits: 0x0200_0000_0001)
    private let serverMAC = MACAddress(bits: 0x0200_0000_0002)

    /// One TCP packet.
    enum Step {
        /// From the client; flags and payload bytes.
        case c(TCPFlags, Int)
        /// From the server.
        case s(TCPFlags, Int)
    }

    /// A TCP connection with numbers that fit.
    mutating func tcp(_ port: UInt16, to serverPort: UInt16 = 80, _ steps: [Step]) {
        var next: (client: UInt32, server: UInt32) = (1000, 5000)
        for step in steps {
            switch step {
            case .c(let flags, let size):
                let tcp = TCP(from: port, to: serverPort, flags, sequence: next.client, acknowledgment: next.server)
                send(tcp / [UInt8](repeating: 0x55, count: size), fromClient: true)
                next.client &+= UInt32(size) + (flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1)
            case .s(let flags, let size):
                let tcp = TCP(from: serverPort, to: port, flags, sequence: next.server, acknowledgment: next.client)
                send(tcp / [UInt8](repeating: 0x55, count: size), fromClient: false)
                next.server &+= UInt32(size) + (flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1)
            }
        }
    }

    /// Datagrams, `true` from the client.
    mutating func udp(_ port: UInt16, to serverPort: UInt16, _ directions: [Bool], _ payload: [UInt8]) {
        for fromClient in directions {
            let udp = fromClient ? UDP(from: port, to: serverPort) : UDP(from: serverPort, to: port)
            send(udp / payload, fromClient: fromClient)
        }
    }

    mutating func send(
        _ content: some InternetContent, fromClient: Bool = true, client: IPAddress = Talk.client,
        server: IPAddress = Talk.server
    ) {
        let (from, to) = fromClient ? (client, server) : (server, client)
        let macs = fromClient ? (clientMAC, serverMAC) : (serverMAC, clientMAC)
        put(Ethernet(from: macs.0, to: macs.1) / IPv4(from: from, to: to) / content)
    }

    /// Any packet, a millisecond after the one before.
    mutating func put(_ packet: some Layer) {
        var buffer = FrameBuffer()
        packet.write(into: &buffer)
        put(bytes: buffer.bytes)
    }

    mutating func put(bytes: [UInt8]) {
        frames.append(ForgedFrame(timestamp: time, bytes: bytes))
        time = time.advanced(bySeconds: 0.001)
    }
}
