package import Vocabulary

/// `dns.log`: one line a query, with its answer when that came. Bounds: 65,536 queries wait for an answer; the oldest is written alone.
package struct DNSLog<Sink: LineSink>: EventOutput {
    private struct Question: Hashable {
        let flow: UInt64
        let id: UInt16
        let name: String
    }
    private var log: ZeekLog<Sink>
    private var waiting: [Question: (event: FlowEvent, message: DNSMessage)] = [:]
    private var ages: [Question] = []
    private let cap: Int

    package init(to sink: Sink, cap: Int = 65_536) {
        self.cap = cap
        log = ZeekLog(
            "dns",
            [
                ("ts", "time"), ("uid", "string"), ("id.orig_h", "addr"), ("id.orig_p", "port"), ("id.resp_h", "addr"),
                ("id.resp_p", "port"), ("proto", "enum"), ("trans_id", "count"), ("rtt", "interval"),
                ("query", "string"), ("qtype", "count"), ("qtype_name", "string"), ("rcode", "count"), ("AA", "bool"),
                ("TC", "bool"), ("answers", "vector[string]"), ("TTLs", "vector[interval]"), ("rejected", "bool"),
            ], to: sink)
    }

    package mutating func observe(events: [FlowEvent]) {
        for event in events {
            if case .application(.dns(let message)) = event.detail { observe(message, event) }
        }
    }

    package mutating func finish() {
        for question in ages { writeAlone(question) }
        log.close()
    }

    private mutating func observe(_ message: DNSMessage, _ event: FlowEvent) {
        let question = Question(flow: event.flow.id, id: message.id, name: message.name)
        guard message.isResponse else {
            writeAlone(question)
            if waiting.count >= cap || ages.count >= 2 * cap { makeRoom() }
            waiting[question] = (event, message)
            ages.append(question)
            return
        }
        let asked = waiting.removeValue(forKey: question)
        write(asked?.event ?? event, message, answeredAt: asked == nil ? nil : event.timestamp)
    }

    private mutating func makeRoom() {
        let half = ages.prefix(max(1, ages.count / 2))
        ages.removeFirst(half.count)
        for question in half { writeAlone(question) }
    }

    private mutating func writeAlone(_ question: Question) {
        guard let asked = waiting.removeValue(forKey: question) else { return }
        write(asked.event, asked.message, answeredAt: nil)
    }

    private mutating func write(_ event: FlowEvent, _ message: DNSMessage, answeredAt: Timestamp?) {
        let flow = event.flow
        let answers = message.answers.map { $0.address?.description ?? $0.text }
        let joined = answers.map { String($0.map { $0 == "," ? "_" : $0 }) }.joined(separator: ",")
        log.write([
            ZeekConnection.time(event.timestamp), ZeekConnection.uid(flow), flow.key.initiator.description,
            "\(flow.key.initiatorPort)", flow.key.responder.description, "\(flow.key.responderPort)",
            flow.key.transport.description, "\(message.id)",
            answeredAt.map { ZeekConnection.interval(max(0, $0.seconds(since: event.timestamp))) }, message.name,
            "\(message.type)", EVELine.recordType(message.type), message.isResponse ? "\(message.responseCode)" : nil,
            message.isAuthoritative ? "T" : "F", message.isTruncated ? "T" : "F", answers.isEmpty ? nil : joined,
            answers.isEmpty ? nil : message.answers.map { "\($0.ttl).000000" }.joined(separator: ","),
            message.isResponse && message.responseCode == 5 ? "T" : "F",
        ])
    }
}
