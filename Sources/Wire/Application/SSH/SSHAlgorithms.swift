import Bedrock
import Crypto

/// The algorithm lists of one side's KEXINIT (RFC 4253, 7.1).
struct SSHAlgorithms {
    /// The ten name lists of the message, in its order.
    private var lists: [[UInt8]] = []

    private enum List: Int {
        case keyExchange = 0
        case cipherToServer = 2, cipherToClient, macToServer, macToClient, compressionToServer, compressionToClient
    }

    /// Reads the payload of a KEXINIT, message number included; nil when a list is missing.
    init?(_ payload: RawSpan) {
        var cursor = ByteCursor(payload)
        guard cursor.u8(payload) == 20, cursor.skip(16) else { return nil }
        lists.reserveCapacity(8)
        for _ in 0..<8 {
            guard let length = cursor.u32(payload), let content = cursor.take(Int(length)) else { return nil }
            lists.append([UInt8](copying: payload.extracting(content.range)))
        }
    }

    /// HASSH as salesforce/hassh defines it: MD5 over key exchange, ciphers, MACs and compression of one's own direction.
    func hassh(fromClient: Bool) -> String {
        let wanted: [List] =
            fromClient
            ? [.keyExchange, .cipherToServer, .macToServer, .compressionToServer]
            : [.keyExchange, .cipherToClient, .macToClient, .compressionToClient]
        var text: [UInt8] = []
        for list in wanted {
            if list != .keyExchange { text.append(UInt8(ascii: ";")) }
            text += lists[list.rawValue]
        }
        return hexText(Insecure.MD5.hash(data: text))
    }

    /// How the packets of one direction look: of each list the first name of the client that the server knows.
    static func shape(client: SSHAlgorithms, server: SSHAlgorithms, toServer: Bool) -> SSHPacketShape? {
        guard let cipher = agreed(client, server, toServer ? .cipherToServer : .cipherToClient) else { return nil }
        let mac = agreed(client, server, toServer ? .macToServer : .macToClient)
        return SSHPacketShape(cipher: cipher, mac: mac ?? "")
    }

    /// The packets of this direction are compressed from the beginning, so that their sizes say little.
    static func compresses(client: SSHAlgorithms, server: SSHAlgorithms, toServer: Bool) -> Bool {
        agreed(client, server, toServer ? .compressionToServer : .compressionToClient) == "zlib"
    }

    private static func agreed(_ client: SSHAlgorithms, _ server: SSHAlgorithms, _ list: List) -> String? {
        let offered = names(server.lists[list.rawValue])
        return client.lists[list.rawValue].withBytes { mine in
            server.lists[list.rawValue].withBytes { theirs in
                let chosen = names(client.lists[list.rawValue]).first { name in
                    offered.contains { $0.count == name.count && isEqual(mine, name, theirs, $0.lowerBound) }
                }
                return chosen.map { wireText(mine, $0) }
            }
        }
    }

    /// Where the names of a list lie. Bounded: a KEXINIT may hold some thousand names of one letter, of which no honest side has
    /// more than 64.
    private static func names(_ list: [UInt8]) -> [Range<Int>] {
        var names: [Range<Int>] = []
        var start = 0
        list.withBytes { bytes in
            while start < bytes.byteCount, names.count < 64 {
                let end = bytes.firstIndex(of: UInt8(ascii: ","), in: start..<bytes.byteCount) ?? bytes.byteCount
                if end > start { names.append(start..<end) }
                start = end + 1
            }
        }
        return names
    }

    private static func isEqual(_ left: RawSpan, _ range: Range<Int>, _ right: RawSpan, _ start: Int) -> Bool {
        for offset in 0..<range.count where left.u8(range.lowerBound + offset) != right.u8(start + offset) {
            return false
        }
        return true
    }
}
