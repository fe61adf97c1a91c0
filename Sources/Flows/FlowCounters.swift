/// What a flow table has done so far; shown to the owner, never hidden.
package struct FlowCounters: Sendable, BitwiseCopyable, Hashable {
    /// Flows open now, lingering ones included.
    package var active: UInt64 = 0
    /// Flows opened since the start, and those of them that were inside a tunnel.
    package var opened: UInt64 = 0
    package var openedInTunnels: UInt64 = 0
    /// Packets that opened no flow because the table was full.
    package var refused: UInt64 = 0
    /// Flows closed before their time because the table was full.
    package var evicted: UInt64 = 0
    /// Frames with a stamp before the event clock.
    package var late: UInt64 = 0
    /// Times the event clock followed a jump of more than an hour.
    package var clockJumps: UInt64 = 0
    /// Distinct outer TCP and UDP address and port pairs; port reuse and flows that expired and came back count once.
    package var distinctTuples: UInt64 = 0
    /// Ended tuples that were not kept because their table was full: `distinctTuples` may then be too high by as many.
    package var forgottenTuples: UInt64 = 0

    package init() {}
}
