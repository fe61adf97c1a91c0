package import Vocabulary

/// What the dissector wants the flow to remember after a packet.
package struct Verdict: Sendable, Equatable {
    /// The slot of a flow that is done: `observe` passes its packets over, `release` has nothing to do.
    ///
    /// A flow table that works batch by batch may still want packets of it that were decoded before the verdict.
    package static var finishedSlot: UInt32 { 0x7FFF }

    /// To be handed in again with the flow's next packet; 0 = nothing is kept for this flow yet.
    package var slot: UInt32
    /// The application protocol, when this packet made it known (or better known).
    package var service: Service?
    /// False: no later packet of this flow needs to come.
    package var wantsMore: Bool

    package init(slot: UInt32, service: Service? = nil, wantsMore: Bool) {
        self.slot = slot
        self.service = service
        self.wantsMore = wantsMore
    }

    static var finished: Verdict { Verdict(slot: finishedSlot, wantsMore: false) }
}
