import Vocabulary

/// How long a flow may be silent before it is over, in nanoseconds.
struct Timeouts: BitwiseCopyable {
    let opening: Int64
    let established: Int64
    let halfClosed: Int64
    let linger: Int64
    let udp: Int64
    let udpAnswered: Int64
    let icmp: Int64
    let other: Int64
    /// Nothing can have timed out after a shorter silence.
    let shortest: Int64

    init(_ settings: FlowSettings) {
        opening = settings.tcpOpening.boundedNanoseconds
        established = settings.tcpEstablished.boundedNanoseconds
        halfClosed = settings.tcpHalfClosed.boundedNanoseconds
        linger = settings.tcpLinger.boundedNanoseconds
        udp = settings.udp.boundedNanoseconds
        udpAnswered = settings.udpAnswered.boundedNanoseconds
        icmp = settings.icmp.boundedNanoseconds
        other = settings.other.boundedNanoseconds
        shortest = min(
            min(opening, established, halfClosed), min(udp, udpAnswered, icmp), min(other, established))
    }

    /// The time for the state the flow is in. The record is lent, and stays as it is.
    func of(_ record: inout FlowRecord) -> Int64 {
        if record.marks.contains(.ended) { return linger }
        switch record.state {
        case .opening, .answered, .midstream: return opening
        case .established: return established
        case .halfClosed: return halfClosed
        case .closed, .refused, .reset: return linger
        case .none: break
        }
        switch record.transport {
        case .udp: return record.tallies[0].packets > 0 && record.tallies[1].packets > 0 ? udpAnswered : udp
        case .icmp, .icmpv6: return icmp
        default: return other
        }
    }
}
