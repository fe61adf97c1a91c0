import Vocabulary

/// What an iptables-style line says: `... IN=eth0 OUT= SRC=… DST=… PROTO=TCP SPT=… DPT=…`, with DROP or ACCEPT somewhere before.
///
/// Of a key that comes twice the first one counts: what follows in brackets is the packet an ICMP error quotes. `HITCOUNT` and `LASTTS`
/// are net-sentinel's own marks of lines that were grouped.
struct FirewallEvent: Equatable {
    enum Verdict: String { case drop = "DROP", accept = "ACCEPT" }
    var source: IPAddress
    var destination: IPAddress
    /// Nil where the protocol has none.
    var sourcePort: UInt16?
    var destinationPort: UInt16?
    /// As the line says it, upper case, at most 16 characters.
    var transport: String
    var inbound: String
    var outbound: String
    /// Nil where the line has no word for it.
    var verdict: Verdict?
    var hits: Int
    var last: Timestamp?

    /// Why a line is none.
    typealias Refusal = RouterLine.Refusal

    init(_ text: Substring) throws(Refusal) {
        var fields: [Substring: Substring] = [:]
        var words: [Substring] = []
        let known: Set<Substring> = ["SRC", "DST", "SPT", "DPT", "PROTO", "IN", "OUT", "HITCOUNT", "LASTTS", "ACTION"]
        for token in text.split(separator: " ", maxSplits: 400) {
            guard let sign = token.firstIndex(of: "=") else {
                words.append(token)
                continue
            }
            // A prefix may stand before the first key without a space: `FW-DROP:IN=eth0`.
            let name = token[..<sign]
            if let colon = name.lastIndex(where: { $0 == ":" || $0 == "]" }),
                known.contains(name[name.index(after: colon)...])
            {
                words.append(name[...colon])
                fields[name[name.index(after: colon)...]] = token[token.index(after: sign)...]
            } else if known.contains(name), fields[name] == nil {
                fields[name] = token[token.index(after: sign)...]
            }
        }
        guard let src = fields["SRC"], let dst = fields["DST"] else { throw Refusal(reason: "no firewall event") }
        guard let source = IPAddress(String(src.prefix(64))), let destination = IPAddress(String(dst.prefix(64))) else {
            throw Refusal(reason: "an address that is none")
        }
        self.source = source
        self.destination = destination
        transport = String(fields["PROTO"]?.prefix(16) ?? "").uppercased()
        sourcePort = try Self.port(fields["SPT"])
        destinationPort = try Self.port(fields["DPT"])
        inbound = String(fields["IN"]?.prefix(32) ?? "")
        outbound = String(fields["OUT"]?.prefix(32) ?? "")
        verdict = Self.verdict(words + [fields["ACTION"] ?? ""])
        hits = 1
        if let text = fields["HITCOUNT"] {
            guard let count = Int(text.prefix(12)), count >= 1 else {
                throw Refusal(reason: "a hit count that is none")
            }
            hits = min(count, 1_000_000_000)
        }
        last = fields["LASTTS"].flatMap { Timestamp(String($0.prefix(40))) ?? Timestamp($0.prefix(40) + "Z") }
    }

    /// By the interfaces; what is forwarded is judged by who is at home.
    var direction: String {
        if outbound.isEmpty { return "Inbound" }
        if inbound.isEmpty { return "Outbound" }
        if source.isGlobal != destination.isGlobal { return source.isGlobal ? "Inbound" : "Outbound" }
        return "Forwarded"
    }

    private static func port(_ text: Substring?) throws(Refusal) -> UInt16? {
        guard let text, !text.isEmpty else { return nil }
        guard let port = UInt16(text.prefix(6)) else { throw Refusal(reason: "a port that is none") }
        return port
    }

    /// The first word that tells; words may stand in brackets or before a colon: `[UFW BLOCK]`, `DROP_WAN:`.
    private static func verdict(_ words: [Substring]) -> Verdict? {
        for word in words.prefix(64) {
            for part in word.uppercased().split(whereSeparator: { !$0.isLetter }).prefix(8) {
                switch part {
                case "DROP", "DROPPED", "REJECT", "REJECTED", "BLOCK", "BLOCKED", "DENY", "DENIED": return .drop
                case "ACCEPT", "ACCEPTED", "ALLOW", "ALLOWED", "PASS", "PERMIT": return .accept
                default: continue
                }
            }
        }
        return nil
    }
}
