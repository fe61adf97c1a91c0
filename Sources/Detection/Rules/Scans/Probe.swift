package import Vocabulary

/// What kind of probe the first packet of a flow may be, and what became of it.
///
/// Why it exists: all scan rules must agree on what a failed or stealthy contact is, and must never take who answers (a
/// SYN-ACK or RST without its question, a late reply of a service) for who asks.
package enum Probe: UInt8, CaseIterable, Sendable {
    case syn, connect, fin, null, xmas, ack, maimon, oddFlags, udp

    /// As in the evidence.
    package var name: String {
        switch self {
        case .oddFlags: "odd flags"
        default: "\(self)"
        }
    }

    /// Flag combinations that no connection begins with: proof enough by themselves.
    package var isStealth: Bool {
        switch self {
        case .fin, .null, .xmas, .oddFlags: true
        default: false
        }
    }

    /// Judges a new flow; nil for what cannot be a probe of its initiator.
    @inline(__always)
    package static func opening(_ event: inout FlowEvent) -> Probe? {
        guard event.flow.initiator.packets > 0, event.flow.key.responder.isUnicast,
            event.flow.key.initiator != event.flow.key.responder
        else {
            return nil
        }
        switch event.flow.key.transport {
        case .tcp: return tcp(&event)
        case .udp:
            // Probes are empty or a short question; more than that is a flood or somebody's data.
            return event.flow.initiator.payload > 256 * event.flow.initiator.packets || isLateAnswer(event.flow.key)
                || isTraceroute(&event)
                ? nil : .udp
        default: return nil
        }
    }

    @inline(__always)
    private static func tcp(_ event: inout FlowEvent) -> Probe? {
        let flags = event.flow.firstFlags.rawValue & 0x3F
        let syn: UInt8 = 2
        switch flags {
        case syn: return .syn
        case 1: return .fin
        case 0: return .null
        case 0x29: return .xmas
        case 0x10: return event.flow.initiator.payload == 0 && !isLateAnswer(event.flow.key) ? .ack : nil
        case 0x11: return event.flow.initiator.payload == 0 && !isLateAnswer(event.flow.key) ? .maimon : nil
        default:
            if flags & 4 != 0 || flags & 0x12 == 0x12 && flags & 0x29 == 0 { return nil }
            // SYN with FIN, PSH or URG; FIN, PSH or URG without ACK.
            if flags & syn != 0 { return event.flow.initiator.payload == 0 && flags & 0x29 != 0 ? .oddFlags : nil }
            return flags & 0x10 == 0 && event.flow.initiator.payload == 0 ? .oddFlags : nil
        }
    }

    /// From a service's port to a client's (a DHCP client's port is low, too): an answer whose question came before the capture or took too long.
    private static func isLateAnswer(_ key: FlowKey) -> Bool {
        if key.transport == .udp, key.initiatorPort == 67 || key.initiatorPort == 547 { return true }
        guard key.responderPort >= 1024 else { return false }
        return key.initiatorPort < 1024 || Service(port: key.initiatorPort, transport: key.transport) != .unknown
            || Amplifier(port: key.initiatorPort) != nil
    }

    /// UDP towards ports 33434... with a low hop limit: a route being traced.
    @inline(__always)
    private static func isTraceroute(_ event: inout FlowEvent) -> Bool {
        (33_434...33_690).contains(event.flow.key.responderPort) && event.flow.initiator.ttl <= 36
    }

    /// What became of the contact when the flow is closed.
    @inline(__always)
    package static func outcome(_ event: inout FlowEvent, at now: Timestamp) -> ContactLog<UInt16>.Outcome {
        if event.flow.key.transport != .tcp {
            if event.flow.responder.packets > 0 { return .succeeded }
            return now.seconds(since: event.flow.firstSeen) >= 1 ? .failed : .pending
        }
        if !event.flow.firstFlags.contains(.syn), event.flow.firstFlags.contains(.ack) {
            return midway(&event, at: now)
        }
        switch event.flow.state {
        case .refused: return .failed
        case .opening, .midstream:
            if event.flow.initiator.payload > 0 || event.flow.responder.payload > 0 { return .succeeded }
            return now.seconds(since: event.flow.firstSeen) >= 1 ? .failed : .pending
        default:
            // A handshake and nothing said by the client: a connect or half-open probe. An open one may yet say something.
            if event.flow.initiator.payload > 0 { return .succeeded }
            return event.flow.ending == .captureEnd && event.flow.state == .established ? .pending : .failed
        }
    }

    /// A flow whose first packet was a bare ACK or FIN-ACK is a probe when the answer is a RST, or none comes.
    @inline(__always)
    private static func midway(_ event: inout FlowEvent, at now: Timestamp) -> ContactLog<UInt16>.Outcome {
        if event.flow.initiator.payload > 0 || event.flow.responder.payload > 0 { return .succeeded }
        if event.flow.responder.packets == 0 {
            return now.seconds(since: event.flow.firstSeen) >= 1 ? .failed : .pending
        }
        let onlyReset =
            event.flow.responder.flags.contains(.rst) && event.flow.responder.packets <= 2
            && event.flow.initiator.packets <= 2
        return onlyReset ? .failed : .succeeded
    }
}
