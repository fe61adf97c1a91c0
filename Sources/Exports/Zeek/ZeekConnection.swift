import Vocabulary

/// What Zeek says of a connection: `uid`, `conn_state`, `history`, `service`.
enum ZeekConnection {
    /// `C` and eleven letters and digits made from the flow's id: the same flow, the same uid, in every log.
    static func uid(_ flow: UInt64, into text: inout ByteText) {
        // SplitMix64's finaliser is a bijection: different flows have different uids.
        var z = flow &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        text.append(UInt8(ascii: "C"))
        for _ in 0..<11 {
            let digit = UInt8(truncatingIfNeeded: z % 62)
            text.append(digit < 10 ? 48 + digit : digit < 36 ? 55 + digit : 61 + digit)
            z /= 62
        }
    }

    /// Where one end of a TCP connection stands, in the terms of Zeek's analyser.
    private enum Endpoint { case inactive, partial, synSent, synAckSent, established, closed, reset }

    /// Zeek's `conn_state` (its script base/protocols/conn/main.zeek), from what both sides sent until the flow ended.
    static func state(_ flow: FlowSnapshot) -> String {
        switch flow.key.transport {
        case .tcp: return tcpState(flow)
        case .udp:
            if flow.initiator.packets > 0 { return flow.responder.packets > 0 ? "SF" : "S0" }
            return flow.responder.packets > 0 ? "SHR" : "OTH"
        default: return "OTH"
        }
    }

    private static func tcpState(_ flow: FlowSnapshot) -> String {
        let opened = flow.initiator.flags.contains(.syn)
        let answered = flow.responder.flags.contains([.syn, .ack])
        let originator = endpoint(flow.initiator, opened ? (answered ? .established : .synSent) : .partial)
        let responder = endpoint(flow.responder, answered ? (opened ? .established : .synAckSent) : .partial)
        let originatorIdle = originator == .inactive || originator == .partial
        let responderIdle = responder == .inactive || responder == .partial
        switch (originator, responder) {
        case (_, .reset):
            let isEmpty = flow.initiator.payload | flow.responder.payload == 0
            if originator == .synSent || (originator == .reset && isEmpty) { return "REJ" }
            return originatorIdle ? "RSTRH" : "RSTR"
        case (.reset, _):
            if !responderIdle { return "RSTO" }
            return isOnlyOpening(flow.history) ? "RSTOS0" : "OTH"
        case (.closed, .closed): return "SF"
        case (.closed, _): return responderIdle ? "SH" : "S2"
        case (_, .closed): return originatorIdle ? "SHR" : "S3"
        case (.synSent, .inactive): return "S0"
        case (.established, .established): return "S1"
        default: return "OTH"
        }
    }

    private static func endpoint(_ side: FlowSnapshot.Side, _ open: Endpoint) -> Endpoint {
        if side.packets == 0 { return .inactive }
        if side.flags.contains(.rst) { return .reset }
        return side.flags.contains(.fin) ? .closed : open
    }

    /// The originator's SYN came first, then its RST, with nothing of an answer or an acknowledgment between.
    private static func isOnlyOpening(_ history: FlowHistory) -> Bool {
        guard history.letters & 15 == 8 else { return false }
        for index in 1..<max(1, Int(history.count)) {
            switch history.letters >> UInt64(index * 4) & 15 {
            case 13: return true
            case 9, 10, 12, 15: return false
            default: continue
            }
        }
        return false
    }

    /// Letters in order of first appearance, upper case for the originator. Our mark for a SYN with FIN or RST is Zeek's `q`.
    static func history(_ history: FlowHistory, into text: inout ByteText) {
        for index in 0..<Int(history.count) {
            let code = history.letters >> UInt64(index * 4) & 15
            let letter: UInt8 =
                switch code & 7 {
                case 0: UInt8(ascii: "s")
                case 1: UInt8(ascii: "h")
                case 2: UInt8(ascii: "a")
                case 3: UInt8(ascii: "d")
                case 4: UInt8(ascii: "f")
                case 5: UInt8(ascii: "r")
                case 6: UInt8(ascii: "c")
                default: UInt8(ascii: "q")
                }
            text.append(code & 8 != 0 ? letter - 32 : letter)
        }
    }

    /// Zeek's name of the application protocol; nil where there is none or the flow has no payload to tell it by.
    static func service(_ flow: FlowSnapshot) -> String? {
        if flow.initiator.payload | flow.responder.payload == 0 { return nil }
        switch flow.service {
        case .unknown: return nil
        case .tls: return "ssl"
        case .mdns, .llmnr, .nbns: return "dns"
        case .kerberos: return flow.key.transport == .tcp ? "krb_tcp" : "krb"
        case .ldap: return flow.key.transport == .tcp ? "ldap_tcp" : "ldap_udp"
        case .vnc: return "rfb"
        case .dcerpc: return "dce_rpc"
        default: return Wording.service(flow.service)
        }
    }

    /// Zeek knows three transports.
    static func transport(_ transport: IPProtocol) -> String {
        switch transport {
        case .tcp: "tcp"
        case .udp: "udp"
        case .icmp, .icmpv6: "icmp"
        default: "unknown_transport"
        }
    }
}
