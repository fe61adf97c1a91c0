/// Reads DCE/RPC over TCP: the endpoint mapper and the dynamic ports it gives out.
struct DCERPCReader: StreamReader {
    private var conversation = DCERPCConversation(overPipe: false)

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        conversation.consume(bytes, fromClient: fromClient, into: &sink) ? .more : .done
    }

    mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        conversation.lose(count, fromClient: fromClient, into: &sink)
        return .more
    }

    mutating func close(into sink: inout FactSink) {}
}
