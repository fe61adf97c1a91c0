package import Flows
package import Vocabulary

/// `dns.log`: one line a query, with its answer when that came before the flow ended.
///
/// DNS, mDNS, LLMNR and NetBIOS names alike, as in Zeek. Bounds: `cap` flows with open queries (the one held longest is written
/// early), 50 queries a flow.
package struct DNSLog<Sink: LineSink>: EventOutput {
    private typealias Question = (event: FlowEvent, message: DNSMessage)
    private var log: ZeekLog<Sink>
    private var waiting: HeldFlows<[Question]>
    private static var questionCap: Int { 50 }

    package init(to sink: Sink, cap: Int = 65_536) {
        waiting = HeldFlows(capacity: cap)
        log = ZeekLog("dns", Self.columns, to: sink)
    }

    package var lostLines: UInt64 { log.lost }

    package mutating func observe(events: [FlowEvent], home: HomeNetworks) {
        for event in events {
            switch event.kind {
            case .application: if case .application(.dns(let message)) = event.detail { observe(message, event) }
            case .closed: write(alone: waiting.remove(event.flow.id) ?? [])
            default: break
            }
        }
    }

    package mutating func observe(tick: TrafficTick) { log.pause() }

    package mutating func finish() {
        for questions in waiting.removeAll() { write(alone: questions) }
        log.close()
    }

    private mutating func observe(_ message: DNSMessage, _ event: FlowEvent) {
        guard message.isResponse else { return ask(message, event) }
        let asked = waiting.change(event.flow.id) { questions -> Question? in
            questions.firstIndex { $0.message.id == message.id && $0.message.name == message.name }
                .map { questions.remove(at: $0) }
        }
        write(
            asked?.event ?? event, message,
            after: asked.map { event.timestamp.nanoseconds &- $0.event.timestamp.nanoseconds })
    }

    private mutating func ask(_ message: DNSMessage, _ event: FlowEvent) {
        if event.comesAfterEnd { return write(event, message, after: nil) }
        var early: Question?
        write(
            evicted: waiting.update(event.flow.id, fresh: []) { questions in
                if questions.count >= Self.questionCap { early = questions.removeFirst() }
                questions.append((event, message))
            })
        if let early { write(alone: [early]) }
    }

    private mutating func write(evicted: [Question]?) {
        if let evicted { write(alone: evicted) }
    }

    private mutating func write(alone questions: [Question]) {
        for question in questions { write(question.event, question.message, after: nil) }
    }

    /// `after`: nanoseconds between question and answer, where both were seen.
    private mutating func write(_ event: FlowEvent, _ message: DNSMessage, after: Int64?) {
        let key = event.flow.key
        log.write { row in
            row.time(event.timestamp)
            row.uid(event.flow.id)
            row.address(key.initiator)
            row.count(key.initiatorPort)
            row.address(key.responder)
            row.count(key.responderPort)
            row.name(ZeekConnection.transport(key.transport))
            row.count(message.id)
            if let after, after >= 0 { row.interval(nanoseconds: after) } else { row.unset() }
            let hasQuestion = !message.name.isEmpty || message.type != 0
            row.text(hasQuestion ? message.name : nil)
            row.unset(2)
            if hasQuestion { row.count(message.type) } else { row.unset() }
            row.name(hasQuestion ? ZeekDNS.type(message) : nil)
            if message.isResponse { row.count(message.responseCode) } else { row.unset() }
            row.name(message.isResponse ? ZeekDNS.code(message.responseCode) : nil)
            row.flag(message.isResponse && message.isAuthoritative)
            row.flag(message.isTruncated)
            row.unset(3)
            if message.answers.isEmpty {
                row.unset(2)
            } else {
                row.list(message.answers.map(ZeekDNS.answer))
                row.list(message.answers.map { "\($0.ttl).000000" })
            }
            row.flag(message.isResponse && message.responseCode != 0 && !hasQuestion)
        }
    }

    private static var columns: [(name: String, type: String)] {
        [
            ("ts", "time"), ("uid", "string"), ("id.orig_h", "addr"), ("id.orig_p", "port"), ("id.resp_h", "addr"),
            ("id.resp_p", "port"), ("proto", "enum"), ("trans_id", "count"), ("rtt", "interval"), ("query", "string"),
            ("qclass", "count"), ("qclass_name", "string"), ("qtype", "count"), ("qtype_name", "string"),
            ("rcode", "count"), ("rcode_name", "string"), ("AA", "bool"), ("TC", "bool"), ("RD", "bool"),
            ("RA", "bool"), ("Z", "count"), ("answers", "vector[string]"), ("TTLs", "vector[interval]"),
            ("rejected", "bool"),
        ]
    }
}
