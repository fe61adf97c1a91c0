import Vocabulary

/// The words that EVE has for what we know.
enum EVENames {
    /// `TCP`, `IPv6-ICMP`, …; three digits for protocols without a well-known name.
    static func transport(_ transport: IPProtocol) -> String {
        switch transport.rawValue {
        case 1: "ICMP"
        case 2: "IGMP"
        case 6: "TCP"
        case 17: "UDP"
        case 47: "GRE"
        case 50: "ESP"
        case 51: "AH"
        case 58: "IPv6-ICMP"
        case 103: "PIM"
        case 132: "SCTP"
        default: String(String(1000 + Int(transport.rawValue)).suffix(3))
        }
    }

    /// The application protocol of a flow; nil where there is none or the flow has no payload to tell it by.
    static func application(_ flow: FlowSnapshot) -> String? {
        flow.initiator.payload | flow.responder.payload == 0 ? nil : application(flow.service)
    }

    static func application(_ service: Service) -> String? {
        switch service {
        case .unknown: nil
        case .kerberos: "krb5"
        case .postgresql: "pgsql"
        case .vnc: "rfb"
        default: Wording.service(service)
        }
    }

    /// `new` until the responder answers, `established` while both speak, `closed` after the end TCP has words for.
    static func state(_ flow: FlowSnapshot) -> String {
        switch flow.ending {
        case .closed, .reset, .refused: "closed"
        default: flow.initiator.packets > 0 && flow.responder.packets > 0 ? "established" : "new"
        }
    }

    /// Why the flow ended. Suricata has `timeout`, `forced`, `shutdown` and `tcp_reuse`; the rest are our words.
    static func reason(_ ending: Ending) -> String {
        switch ending {
        case .open: "open"
        case .closed: "closed"
        case .reset: "reset"
        case .refused: "refused"
        case .idle: "timeout"
        case .evicted: "forced"
        case .captureEnd: "shutdown"
        case .replaced: "tcp_reuse"
        }
    }

    static func state(_ state: TCPState, initiatorFinished: Bool) -> String {
        switch state {
        case .none, .midstream: "none"
        case .opening: "syn_sent"
        case .answered: "syn_recv"
        case .established: "established"
        case .halfClosed: initiatorFinished ? "fin_wait1" : "close_wait"
        case .closed, .refused, .reset: "closed"
        }
    }

    static func version(_ version: UInt16) -> String {
        switch version {
        case 0x0002: "SSLv2"
        case 0x0300: "SSLv3"
        case 0x0301: "TLSv1"
        case 0x0302: "TLS 1.1"
        case 0x0303: "TLS 1.2"
        case 0x0304: "TLS 1.3"
        default: "UNDETERMINED"
        }
    }

    /// 1 is worst here.
    static func severity(_ severity: Severity) -> Int {
        switch severity {
        case .critical, .high: 1
        case .medium: 2
        case .low: 3
        case .info: 4
        }
    }

    /// A stable number for a detection, for tools that key by one: FNV-1a folded to 31 bits.
    static func signature(_ id: DetectionID) -> Int {
        var hash: UInt32 = 0x811C_9DC5
        for byte in id.rawValue.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return Int(hash & 0x7FFF_FFFF)
    }
}
