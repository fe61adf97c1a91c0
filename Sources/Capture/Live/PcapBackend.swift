import Bedrock
import Vocabulary

/// libpcap as a backend: up to 32 frames are copied at a time.
final class PcapBackend: LiveBackend {
    private var handle: PcapHandle
    private var store = ByteStore(capacity: 64 << 10)
    private var problem: BedrockError?
    let link: LinkType
    let interfaceIndex: Int32
    var descriptor: Int32 { handle.descriptor }
    var formatName: String { "libpcap" }
    var warning: String? { handle.warning }

    init(_ name: String, _ settings: LiveSettings) throws(BedrockError) {
        handle = try PcapHandle(name, settings)
        link = LinkType(file: UInt32(handle.link))
        interfaceIndex = NetworkInterface(named: name)?.index ?? 0
    }

    func fill(_ batch: inout FrameBatch, interface: UInt16) -> LiveFill {
        store.drop(first: store.count)
        while !batch.isFull {
            switch handle.next(into: &store) {
            case .frame(let time, let offset, let captured, let wire):
                batch.append(
                    FrameReference(
                        offset: offset, timestamp: Timestamp(nanoseconds: time), captured: captured,
                        wire: max(wire, captured), link: link, interface: interface))
            case .none: return batch.count > 0 ? .frames : .none
            case .failed(let error):
                // What came before is handed out first.
                problem = error
                return batch.count > 0 ? .frames : .none
            }
        }
        return .frames
    }

    func withBytes<Result, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result {
        try store.withBytes(body)
    }

    func failure() -> BedrockError? { problem }

    func statistics() -> LiveStatistics {
        let now = handle.statistics()
        return LiveStatistics(received: now.received, lost: now.lost, droppedByInterface: now.droppedByInterface)
    }
}
