/// Caps and timeouts of a flow table; the defaults are those of the field (Suricata's and Zeek's, rounded).
///
/// Times are event time. A flow is over when nothing was seen of it for the time of its state; a packet that comes later opens
/// a new flow.
package struct FlowSettings: Sendable, Hashable {
    /// Most flows at one time. A flow costs 240 bytes, and the table takes memory only where it is used.
    package var capacity = 1_000_000
    /// TCP before the handshake is complete, and TCP joined midway that nobody answered.
    package var tcpOpening = Duration.seconds(60)
    package var tcpEstablished = Duration.seconds(300)
    /// One side has sent its FIN.
    package var tcpHalfClosed = Duration.seconds(120)
    /// After both FINs or a RST: how long last ACKs still belong to the flow.
    package var tcpLinger = Duration.seconds(10)
    package var udp = Duration.seconds(60)
    /// UDP that was answered.
    package var udpAnswered = Duration.seconds(120)
    package var icmp = Duration.seconds(30)
    package var other = Duration.seconds(60)
    /// Digests of ended tuples kept to count distinct ones (16 bytes each).
    package var endedTuples = 1_000_000

    package init() {}

    /// The same proportions for another base: `seconds` for a flow that nobody answered, 60 being the defaults.
    package init(expirySeconds seconds: Int) {
        let scale = max(1, seconds)
        tcpOpening = .seconds(scale)
        tcpEstablished = .seconds(scale * 5)
        tcpHalfClosed = .seconds(scale * 2)
        udp = .seconds(scale)
        udpAnswered = .seconds(scale * 2)
        icmp = .seconds(max(1, scale / 2))
        other = .seconds(scale)
    }
}

extension Duration {
    /// Whole nanoseconds, held inside what a timestamp can add without overflow.
    var boundedNanoseconds: Int64 {
        let limit: Int64 = 31_536_000
        let parts = components
        guard parts.seconds < limit else { return limit * 1_000_000_000 }
        guard parts.seconds >= 0 else { return 0 }
        return parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
    }
}
