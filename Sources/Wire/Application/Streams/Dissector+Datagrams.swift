import Bedrock
import Vocabulary

/// Reading datagrams, one by one.
extension Dissector {
    mutating func observeDatagram(
        _ payload: RawSpan, _ facts: borrowing PacketFacts, slot: UInt32, into sink: inout FactSink
    ) -> Verdict {
        counters.datagrams &+= 1
        return .finished
    }
}
