import Bedrock

/// What a Kerberos message (RFC 4120, 5.4, 5.9) says in clear about who logs in.
enum KerberosMessage {
    /// `hasProof`: it carries something made from the password (encrypted time stamp, PKINIT, FAST).
    case request(user: String, hasProof: Bool)
    case reply(user: String)
    case error(code: Int, user: String)
    /// Asking for service tickets, which is no log-in.
    case ticketRequest, ticketReply

    init?(_ bytes: RawSpan) {
        var cursor = BERCursor(bytes)
        guard let (tag, application) = cursor.next(bytes) else { return nil }
        cursor = application
        guard var fields = cursor.next(bytes, tag: 0x30) else { return nil }
        switch tag {
        case 0x6A:
            var padata = fields
            let proof = padata.next(bytes, tag: 0xA3).map { Self.hasProof(bytes, $0) } ?? false
            guard var wrapped = fields.next(bytes, tag: 0xA4), var body = wrapped.next(bytes, tag: 0x30) else {
                return nil
            }
            self = .request(user: body.next(bytes, tag: 0xA1).map { Self.name(bytes, $0) } ?? "", hasProof: proof)
        case 0x6B: self = .reply(user: fields.next(bytes, tag: 0xA4).map { Self.name(bytes, $0) } ?? "")
        case 0x6C: self = .ticketRequest
        case 0x6D: self = .ticketReply
        case 0x7E:
            guard var wrapped = fields.next(bytes, tag: 0xA6), let code = wrapped.next(bytes, tag: 0x02)?.number(bytes)
            else { return nil }
            self = .error(code: code, user: fields.next(bytes, tag: 0xA8).map { Self.name(bytes, $0) } ?? "")
        default: return nil
        }
    }

    /// Pre-authentication data of a type that proves knowledge of the key.
    private static func hasProof(_ bytes: RawSpan, _ wrapped: BERCursor) -> Bool {
        var wrapped = wrapped
        guard var list = wrapped.next(bytes, tag: 0x30) else { return false }
        while var item = list.next(bytes, tag: 0x30) {
            guard var type = item.next(bytes, tag: 0xA1), let number = type.next(bytes, tag: 0x02)?.number(bytes) else {
                return false
            }
            if [2, 16, 136, 138].contains(number) { return true }
        }
        return false
    }

    /// PrincipalName: a type and a sequence of strings, joined by slashes.
    private static func name(_ bytes: RawSpan, _ wrapped: BERCursor) -> String {
        var wrapped = wrapped
        guard var fields = wrapped.next(bytes, tag: 0x30), var strings = fields.next(bytes, tag: 0xA1),
            var list = strings.next(bytes, tag: 0x30)
        else { return "" }
        var parts: [String] = []
        while parts.count < 4, let part = list.next(bytes, tag: 0x1B) { parts.append(wireText(bytes, part.range)) }
        return parts.joined(separator: "/")
    }
}
