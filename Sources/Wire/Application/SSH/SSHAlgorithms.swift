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

    /// Message number and cookie, which is anew each time.
    static var cookieEnd: Int { 17 }

    /// Reads the payload of a KEXINIT, message number included; nil when a list is missing.
    init?(_ payload: RawSpan) {
        var cursor = ByteCursor(payload)
        guard cursor.u8(payload) == 20, cursor.skip(Self.cookieEnd - 1) else { return nil }
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
        client.lists[list.rawValue].withBytes { mine in
            server.lists[list.rawValue].withBytes { theirs in
                var at = 0
                var tried = 0
                while tried < namesLimit, let name = nextName(mine, &at) {
                    if has(theirs, mine, name) { return wireText(mine, name) }
                    tried += 1
                }
                return nil
            }
        }
    }

    /// A KEXINIT may hold some thousand names of one letter; no honest side has more names in a list than this.
    private static var namesLimit: Int { 64 }

    /// The next name of a list that is not empty; `at` moves behind it.
    private static func nextName(_ list: RawSpan, _ at: inout Int) -> Range<Int>? {
        while at < list.byteCount {
            let start = at
            let end = list.firstIndex(of: UInt8(ascii: ","), in: start..<list.byteCount) ?? list.byteCount
            at = end + 1
            if end > start { return start..<end }
        }
        return nil
    }

    /// The name that `range` of `other` is stands in the list.
    private static func has(_ list: RawSpan, _ other: RawSpan, _ range: Range<Int>) -> Bool {
        var at = 0
        var seen = 0
        while seen < namesLimit, let name = nextName(list, &at) {
            if name.count == range.count, isEqual(other, range, list, name.lowerBound) { return true }
            seen += 1
        }
        return false
    }

    private static func isEqual(_ left: RawSpan, _ range: Range<Int>, _ right: RawSpan, _ start: Int) -> Bool {
        for offset in 0..<range.count where left.u8(range.lowerBound + offset) != right.u8(start + offset) {
            return false
        }
        return true
    }
}
