import Exports
import Flows
import Testing
import Vocabulary

@Suite struct DNSLogTests {
    private let memory = Memory()

    private func message(_ id: UInt16, _ name: String, answers: [DNSAnswer]? = nil) -> DNSMessage {
        var message = DNSMessage()
        message.id = id
        message.name = name
        message.type = name.isEmpty ? 0 : 16
        message.isResponse = answers != nil
        message.answers = answers ?? []
        return message
    }

    private func event(_ message: DNSMessage, flow: UInt64 = 8, after seconds: Double = 0) -> FlowEvent {
        Sample.event(.dns(message), Sample.flow(.udp, id: flow), after: seconds)
    }

    /// Records without the header.
    private var records: [String] { memory.lines.filter { !$0.hasPrefix("#") } }

    @Test func `answers find their questions in any order`() {
        var log = DNSLog(to: memory)
        let home = HomeNetworks()
        log.observe(events: [event(message(1, "a")), event(message(2, "b")), event(message(1, "c"))], home: home)
        #expect(records.isEmpty)
        log.observe(events: [event(message(1, "c", answers: []), after: 0.25)], home: home)
        #expect(memory.record[8...9] == ["0.250000", "c"])
        log.observe(events: [event(message(1, "a", answers: []), after: 0.5)], home: home)
        #expect(memory.record[8...9] == ["0.500000", "a"])
        log.observe(events: [Sample.closed(Sample.flow(.udp))], home: home)
        #expect(records.count == 3)
        #expect(memory.record[8...9] == ["-", "b"])
        log.finish()
        #expect(records.count == 3)
        #expect(memory.isClosed)
    }

    @Test func `texts say how long they are, and what is not read says its type`() {
        var log = DNSLog(to: memory)
        let answers = [
            DNSAnswer(name: "a", type: 16, ttl: 1, address: nil, text: "v=1, x\ty", size: 9),
            DNSAnswer(name: "a", type: 65, ttl: 2, address: nil, text: "", size: 9),
        ]
        log.observe(events: [event(message(1, "a", answers: answers))], home: HomeNetworks())
        #expect(memory.record[21...22] == [#"TXT 8 v=1\x2c x\x09y,<unknown type=65>"#, "1.000000,2.000000"])
        #expect(memory.record[8] == "-")
    }

    @Test func `an error without a question is a rejection`() {
        var log = DNSLog(to: memory)
        var refused = message(1, "", answers: [])
        refused.responseCode = 5
        log.observe(events: [event(refused)], home: HomeNetworks())
        #expect(memory.record[9] == "-")
        #expect(memory.record[15] == "REFUSED")
        #expect(memory.record[23] == "T")
    }

    @Test func `a flood of questions is bounded a flow and in all`() {
        var log = DNSLog(to: memory, cap: 2)
        let home = HomeNetworks()
        for id: UInt16 in 0..<60 { log.observe(events: [event(message(id, "a"))], home: home) }
        #expect(records.count == 10)
        for flow: UInt64 in 9...10 { log.observe(events: [event(message(1, "a"), flow: flow)], home: home) }
        #expect(records.count == 60)
        log.finish()
        #expect(records.count == 62)
    }

    @Test func `NetBIOS names have types of their own`() {
        var log = DNSLog(to: memory)
        var question = message(1, "host<00>")
        question.variant = .nbns
        question.type = 32
        log.observe(events: [event(question)], home: HomeNetworks())
        log.finish()
        #expect(memory.record[13] == "NB")
    }
}
