package import Vocabulary

/// The shape of a connection in which somebody failed to log in, for when the log-in itself cannot be read.
///
/// A failed log-in is short: the greeting, a few messages, the end. Only services whose ordinary sessions are long or large are
/// judged (ssh, rdp, vnc, telnet); a mail client or a database client makes short connections all day. What fools it: one
/// remote command after another over ssh; such automation is told apart by the log-ins that the reader sees succeed.
package enum LoginShape {
    package static func service(of flow: FlowSnapshot) -> Service? {
        guard flow.key.transport == .tcp, flow.sawOpening else { return nil }
        let service =
            flow.service == .unknown ? Service(port: flow.key.responderPort, transport: .tcp) : flow.service
        let largest: UInt64
        switch service {
        case .ssh: largest = 6000
        case .rdp: largest = 20_000
        case .vnc, .telnet: largest = 2000
        default: return nil
        }
        let ended = flow.ending == .closed || flow.ending == .reset
        // A port scan says nothing; a banner grab only listens.
        guard ended, flow.initiator.payload >= 24, flow.responder.payload >= 24, flow.duration <= 60,
            flow.responder.payload <= largest, flow.initiator.payload <= largest,
            service != .ssh || flow.initiator.payload >= 500
        else { return nil }
        return service
    }

    /// The connections are alike: the largest answer is at most half again and 600 bytes more than the smallest.
    package static func isUniform(_ tally: LoginTally) -> Bool {
        guard let sizes = tally.shapedSizes else { return true }
        return Double(sizes.upperBound) <= Double(sizes.lowerBound) * 1.5 + 600
    }
}
