/// What the dissector keeps of one TCP connection that it reads; bytes that wait lie beside it in `StreamPool`.
///
/// Side 0 is the flow's initiator, side 1 its responder.
struct TCPStream: BitwiseCopyable {
    enum Phase: UInt8, BitwiseCopyable {
        /// The place is free.
        case free
        case recognising, reading
        /// Nothing more is wanted; the place is given back at the end of the call.
        case finished
    }

    var initiator = StreamSide()
    var responder = StreamSide()
    var reader = ReaderHandle()
    var phase = Phase.free
    /// False when the bytes showed that the responder of the flow is the client: a flow joined midway.
    var clientIsInitiator = true
    /// A UDP flow with a reader that must remember.
    var isDatagram = false
    /// Fed since the hand of the pool last passed.
    var wasFed = false
    /// Pieces seen while recognising, and how often a reader handed over to another protocol.
    var pieces: UInt8 = 0
    var handovers: UInt8 = 0
    var responderPort: UInt16 = 0
    /// Counts the uses of the place, so that an old slot number is told from a new one.
    var generation: UInt16 = 0

    /// One side's `takes`, in one step: a side that is lent is asked for anew each time.
    @inline(__always)
    mutating func takes(_ length: Int, at sequence: UInt32, side: Int) -> Bool {
        side == 0 ? initiator.takes(length, at: sequence) : responder.takes(length, at: sequence)
    }

    /// The side by its number.
    subscript(side: Int) -> StreamSide {
        @inline(__always) get { side == 0 ? initiator : responder }
        @inline(__always) _modify {
            if side == 0 { yield &initiator } else { yield &responder }
        }
    }
}
