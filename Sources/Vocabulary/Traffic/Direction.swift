/// Where a flow goes, judged by the home networks: from its initiator to its responder.
public enum Direction: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// From outside to us.
    case inbound
    /// From us to outside.
    case outbound
    /// Between two of us.
    case `internal`
    /// Between two others: transit, or a home network that is not known.
    case external
}
