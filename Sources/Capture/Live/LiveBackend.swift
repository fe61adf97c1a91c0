import Bedrock
import Vocabulary

/// One open interface: the ring or libpcap.
///
/// A class, because there is one an interface and a call to it is made once a batch; frames are values all the way.
protocol LiveBackend: AnyObject {
    var descriptor: Int32 { get }
    var link: LinkType { get }
    var formatName: String { get }
    /// The kernel's number of the interface that was opened; 0 where there is none (`any`).
    var interfaceIndex: Int32 { get }

    /// Forgets the frames of the last call and adds the next ones to the batch, which is empty.
    func fill(_ batch: inout FrameBatch, interface: UInt16) -> LiveFill

    /// Lends the bytes that the batch refers to, until the next `fill`.
    func withBytes<Result, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result

    /// What went wrong since the last call, such as an interface that went down.
    func failure() -> BedrockError?

    /// Running totals since the interface was opened.
    func statistics() -> LiveStatistics
}

enum LiveFill {
    case frames
    /// Nothing now; `failure()` says whether there is a reason.
    case none
}

struct LiveStatistics: Sendable, Hashable {
    /// All frames that came to the socket, the lost ones included.
    var received: UInt64 = 0
    /// Frames that found the ring or buffer full.
    var lost: UInt64 = 0
    /// How often the ring was full.
    var freezes: UInt64 = 0
    var droppedByInterface: UInt64 = 0

    static func + (left: LiveStatistics, right: LiveStatistics) -> LiveStatistics {
        LiveStatistics(
            received: left.received &+ right.received, lost: left.lost &+ right.lost,
            freezes: left.freezes &+ right.freezes,
            droppedByInterface: left.droppedByInterface &+ right.droppedByInterface)
    }
}
