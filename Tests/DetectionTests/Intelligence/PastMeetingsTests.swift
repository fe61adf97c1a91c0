import Testing
import Vocabulary

@testable import Detection

struct PastMeetingsTests {
    private func table(_ blocks: [String], domains: [String] = []) throws -> IndicatorTable {
        var builder = IndicatorTableBuilder()
        builder.begin(list: 0)
        for block in blocks { builder.add(try #require(AddressBlock(block))) }
        for name in domains { builder.add(domain: Array(name.utf8)) }
        return try builder.build([IndicatorList(id: "a", name: "a")])
    }

    private func flow(_ id: UInt64, to server: IPAddress, at time: Double, name: String? = nil) -> FlowRecord {
        var flow = FlowRecord(
            key: FlowKey(
                initiator: IPAddress(10, 0, 0, 5), initiatorPort: 4711, responder: server, responderPort: 443,
                transport: .tcp), start: Timestamp(seconds: time), end: Timestamp(seconds: time + 1))
        flow.id = id
        flow.direction = .outbound
        flow.packetsIn = 3
        flow.name = name
        return flow
    }

    @Test func `what is new is found in the past, dated by its flows, and what was known is not told again`() throws {
        let (old, new) = (IPAddress(45, 1, 1, 1), IPAddress(45, 2, 2, 2))
        var past = PastMeetings(added: try table(["45.1.1.1", "45.2.2.2"]), known: try table(["45.1.1.1"]))
        // Newest first, as the store gives them.
        past.observe(flow(3, to: new, at: 300))
        past.observe(flow(2, to: old, at: 200))
        past.observe(flow(1, to: new, at: 100))
        past.observe(flow(0, to: IPAddress(45, 3, 3, 3), at: 50))
        let found = past.findings()
        let first = try #require(found.first)
        #expect(found.count == 1)
        #expect(past.looked == 4)
        #expect(past.hits == 2)
        #expect(first.victims == [.address(new)])
        #expect(first.flows == [1, 3])
        #expect(first.firstSeen == Timestamp(seconds: 100))
        #expect(first.lastSeen == Timestamp(seconds: 301))
        #expect(first.evidence.contains { $0.name == "found_in" })
    }

    @Test func `names of flows are looked up, too`() throws {
        var past = PastMeetings(added: try table([], domains: ["bad.example"]), known: nil)
        past.observe(flow(1, to: IPAddress(45, 9, 9, 9), at: 100, name: "www.bad.example"))
        past.observe(flow(2, to: IPAddress(45, 9, 9, 9), at: 100, name: "good.example"))
        #expect(past.findings().map(\.flows) == [[1]])
    }
}
