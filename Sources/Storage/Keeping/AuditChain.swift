internal import Crypto
import Vocabulary

/// The hash that ties an audit entry to the one before it.
///
/// SHA-256 over the previous hash and every member, each with its length before it, so that no two entries give the same text. Shows
/// that an entry was edited or removed; somebody who can write the file and knows this can make a whole new chain.
enum AuditChain {
    static let first = String(repeating: "0", count: 64)

    static func hash(_ entry: AuditEntry, after previous: String) -> String {
        var hasher = SHA256()
        let members = [
            previous, String(entry.id), String(entry.at.nanoseconds), entry.who, entry.role?.rawValue ?? "",
            entry.action,
            entry.target, entry.detail,
        ]
        for member in members {
            hasher.update(data: Array("\(member.utf8.count):\(member)\n".utf8))
        }
        return hasher.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
