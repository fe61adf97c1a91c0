import Vocabulary

/// The words that Zeek's `dns.log` has for record types, response codes and answers.
enum ZeekDNS {
    static func type(_ message: DNSMessage) -> String {
        switch message.type {
        case 32 where message.variant == .nbns: "NB"
        case 33 where message.variant == .nbns: "NBSTAT"
        case 41: "EDNS"
        case 255: "*"
        default: DNSNames.known(message.type) ?? "query-\(message.type)"
        }
    }

    static func code(_ code: UInt8) -> String { DNSNames.code(code) ?? "unassigned-\(code)" }

    static func answer(_ answer: DNSAnswer) -> String {
        if let address = answer.address { return address.description }
        if answer.type == 16 { return "TXT \(answer.text.utf8.count) \(answer.text)" }
        return answer.text.isEmpty ? "<unknown type=\(answer.type)>" : answer.text
    }
}
