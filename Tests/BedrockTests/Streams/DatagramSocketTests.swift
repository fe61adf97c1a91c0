import Foundation
import Testing

@testable import Bedrock

@Suite("DatagramSocket")
struct DatagramSocketTests {
    @Test(arguments: ["127.0.0.1", "::1"])
    func `what is sent arrives whole, with its sender`(address: String) throws {
        var socket: DatagramSocket
        do { socket = try DatagramSocket(address: address, port: 0) } catch {
            // A machine without IPv6.
            #expect(address == "::1")
            return
        }
        #expect(socket.port > 0)
        let script =
            "import socket,sys; s=socket.socket(socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET, socket.SOCK_DGRAM); "
            + "s.sendto(b'x'*3000, (sys.argv[1], int(sys.argv[2])))"
        let sender = Process()
        sender.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        sender.arguments = ["python3", "-c", script, address, "\(socket.port)"]
        try sender.run()
        let got = socket.receive(milliseconds: 20_000)
        sender.waitUntilExit()
        #expect(got?.bytes.count == 3000 && got?.sender == address)
        #expect(socket.receive(milliseconds: 1) == nil)
    }

    @Test func `a name and a taken port are sentences`() throws {
        #expect(throws: BedrockError.self) { _ = try DatagramSocket(address: "router.example", port: 0) }
        let first = try DatagramSocket(address: "127.0.0.1", port: 0)
        let error = #expect(throws: BedrockError.self) {
            _ = try DatagramSocket(address: "127.0.0.1", port: first.port)
        }
        #expect(error?.message.contains("127.0.0.1") == true)
    }
}
