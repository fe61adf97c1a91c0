import FoundationEssentials
import NIOCore
import Web

/// A reader of a live stream, as small as can be: what it is sent, frame by frame.
struct SocketClient {
    struct Frame: Sendable {
        var opcode: UInt8
        var payload: [UInt8]
        /// The code of a close frame.
        var code: Int? {
            opcode == 8 && payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil
        }
        var json: JSONValue? { try? JSONDecoder().decode(JSONValue.self, from: Data(payload)) }
        var kind: String? { json?["type"]?.text }
        var id: Int64? {
            guard case .integer(let id)? = json?["id"] else { return nil }
            return id
        }
    }

    let server: RunningServer
    var path = "/ws/alerts"
    var headers: [String: String] = [:]

    /// Reads until there are `count` frames or the other side ends; `act` is called once the first has come.
    func frames(
        _ count: Int, sending bytes: [UInt8] = [], act: @Sendable () async throws -> Void = {}
    ) async throws -> [Frame] {
        var fields = [
            "Host": "127.0.0.1:\(server.port)", "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        ]
        fields.merge(headers) { _, own in own }
        let lines = fields.map { "\($0.key): \($0.value)\r\n" }.sorted().joined()
        let head = "GET \(path) HTTP/1.1\r\n\(lines)\r\n"
        let channel = try await server.connect()
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: head))
            var bytesIn: [UInt8] = []
            var frames: [Frame] = []
            var isUpgraded = false
            for try await piece in inbound {
                bytesIn += piece.readableBytesView
                if !isUpgraded {
                    guard let end = bytesIn.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
                    isUpgraded = true
                    bytesIn.removeFirst(end.upperBound)
                    if !bytes.isEmpty { try await outbound.write(ByteBuffer(bytes: bytes)) }
                }
                while let frame = Self.take(&bytesIn) {
                    frames.append(frame)
                    if frames.count == 1 { try await act() }
                    if frames.count >= count || frame.opcode == 8 { return frames }
                }
            }
            return frames
        }
    }

    private static func take(_ bytes: inout [UInt8]) -> Frame? {
        guard bytes.count >= 2 else { return nil }
        var size = Int(bytes[1] & 0x7f)
        var start = 2
        if size == 126 {
            guard bytes.count >= 4 else { return nil }
            size = Int(bytes[2]) << 8 | Int(bytes[3])
            start = 4
        }
        guard bytes.count >= start + size else { return nil }
        let frame = Frame(opcode: bytes[0] & 0x0f, payload: Array(bytes[start..<start + size]))
        bytes.removeFirst(start + size)
        return frame
    }
}
