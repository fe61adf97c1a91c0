import Vocabulary

/// The question of a reverse lookup and the reading of its answer (RFC 1035, RFC 3596): a name for an address.
///
/// What fools it: whoever owns the address block writes the name, so it is a claim, not a fact. Bounds: 8 names of 253 bytes;
/// compression pointers only lead back, so a name ends.
enum PointerQuery {
    enum Answer: Sendable, Hashable {
        case names([String])
        /// The server says that there is none.
        case none
        /// SERVFAIL, REFUSED and their like.
        case failed(code: UInt8)
    }

    /// `4.3.2.1.in-addr.arpa`, or the nibbles under `ip6.arpa`.
    static func name(of address: IPAddress) -> String {
        if address.isV4 {
            let bits = address.v4Bits
            return "\(bits & 0xFF).\(bits >> 8 & 0xFF).\(bits >> 16 & 0xFF).\(bits >> 24).in-addr.arpa"
        }
        let nibbles = address.bytes.reversed().flatMap { [$0 & 0xF, $0 >> 4] }
        return nibbles.map { String($0, radix: 16) }.joined(separator: ".") + ".ip6.arpa"
    }

    static func message(id: UInt16, address: IPAddress) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(id >> 8), UInt8(id & 0xFF), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        bytes += question(address)
        return bytes
    }

    /// QNAME, QTYPE PTR, QCLASS IN.
    private static func question(_ address: IPAddress) -> [UInt8] {
        var bytes: [UInt8] = []
        for label in name(of: address).split(separator: ".") {
            bytes.append(UInt8(label.utf8.count))
            bytes += Array(label.utf8)
        }
        return bytes + [0, 0, 12, 0, 1]
    }

    /// Nil where it is not the answer to this question: another id, another name, damaged.
    static func read(_ bytes: [UInt8], id: UInt16, address: IPAddress) -> Answer? {
        let asked = question(address)
        guard bytes.count >= 12 + asked.count, bytes[0] == UInt8(id >> 8), bytes[1] == UInt8(id & 0xFF),
            bytes[2] & 0x80 != 0, bytes[4] == 0, bytes[5] == 1,
            lowered(bytes[12..<12 + asked.count]) == asked
        else { return nil }
        let code = bytes[3] & 0x0F
        if code == 3 { return Answer.none }
        guard code == 0 else { return .failed(code: code) }
        let count = Int(bytes[6]) << 8 | Int(bytes[7])
        var at = 12 + asked.count
        var names: [String] = []
        for _ in 0..<min(count, 64) {
            guard let (_, after) = name(bytes, at), after + 10 <= bytes.count else { break }
            let type = Int(bytes[after]) << 8 | Int(bytes[after + 1])
            let length = Int(bytes[after + 8]) << 8 | Int(bytes[after + 9])
            let end = after + 10 + length
            guard end <= bytes.count else { break }
            if type == 12, names.count < 8, let (text, _) = name(bytes, after + 10), !text.isEmpty {
                names.append(text)
            }
            at = end
        }
        return names.isEmpty ? Answer.none : .names(names)
    }

    private static func lowered(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
    }

    /// The name at an offset and where it ends there; bytes that no host name has become `?`.
    private static func name(_ bytes: [UInt8], _ start: Int) -> (String, Int)? {
        var labels: [String] = []
        var at = start
        var end: Int?
        var length = 0
        var floor = start
        while at < bytes.count {
            let size = Int(bytes[at])
            if size == 0 { return (labels.joined(separator: "."), end ?? at + 1) }
            if size & 0xC0 == 0xC0 {
                guard at + 1 < bytes.count else { return nil }
                let target = (size & 0x3F) << 8 | Int(bytes[at + 1])
                guard target < floor else { return nil }
                end = end ?? at + 2
                floor = target
                at = target
                continue
            }
            guard size < 64, at + 1 + size <= bytes.count else { return nil }
            length += size + 1
            guard length <= 254 else { return nil }
            let label = bytes[at + 1..<at + 1 + size].map { byte -> UInt8 in
                let isPlain = (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte == 45 || byte == 95
                return isPlain ? byte : 63
            }
            labels.append(String(decoding: label, as: UTF8.self))
            at += 1 + size
        }
        return nil
    }
}
