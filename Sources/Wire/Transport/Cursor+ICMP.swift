import Bedrock
import Vocabulary

/// ICMP (RFC 792) and ICMPv6 (RFC 4443): type, code, echo identifier, and what the message is about.
///
/// The two "ports" are those of Community ID v1: the type and its counterpart's type where messages come in pairs, else
/// the type and the code.
extension Cursor {
    mutating func icmp(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard message(bytes, &facts, .icmp, counterpart: ICMPMessage.counterpart) else { return .none }
        switch facts.icmpType {
        case 3, 4, 5, 11, 12: facts.marks.insert(.icmpError)
        case 0, 8, 13...18: facts.echoIdentifier = bytes.u16(at + 4)
        default: break
        }
        at += 8
        payload(&facts)
        return .none
    }

    mutating func icmpv6(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard message(bytes, &facts, .icmpv6, counterpart: ICMPMessage.counterpart6) else { return .none }
        switch facts.icmpType {
        case 1...4: facts.marks.insert(.icmpError)
        case 128, 129: facts.echoIdentifier = bytes.u16(at + 4)
        case 133...137: facts.marks.insert(.neighbor)
        default: break
        }
        at += 8
        payload(&facts)
        return .none
    }

    private func message(
        _ bytes: RawSpan, _ facts: inout PacketFacts, _ layer: Stop.Layer, counterpart: (UInt8) -> UInt8?
    ) -> Bool {
        if has(2) {
            facts.icmpType = bytes.u8(at)
            facts.icmpCode = bytes.u8(at + 1)
            facts.sourcePort = UInt16(facts.icmpType)
            facts.destinationPort = UInt16(counterpart(facts.icmpType) ?? facts.icmpCode)
        }
        guard has(8) else {
            _ = missing(8, layer, &facts)
            return false
        }
        facts.marks.insert(.hasTransport)
        return true
    }
}

/// Which ICMP messages answer each other (Community ID v1, "ICMP type and code mapping").
enum ICMPMessage {
    static func counterpart(_ type: UInt8) -> UInt8? {
        switch type {
        case 0: 8
        case 8: 0
        case 9: 10
        case 10: 9
        case 13: 14
        case 14: 13
        case 15: 16
        case 16: 15
        case 17: 18
        case 18: 17
        default: nil
        }
    }

    static func counterpart6(_ type: UInt8) -> UInt8? {
        switch type {
        case 128: 129
        case 129: 128
        case 130: 131
        case 131: 130
        case 133: 134
        case 134: 133
        case 135: 136
        case 136: 135
        case 139: 140
        case 140: 139
        case 144: 145
        case 145: 144
        default: nil
        }
    }
}
