import Foundation
import Testing
import Vocabulary

@Suite struct FlowRecordTests {
    private func object(_ value: some Encodable) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)) as? [String: Any])
    }

    private var flow: FlowRecord {
        let key = FlowKey(
            initiator: IPAddress(10, 0, 0, 5), initiatorPort: 40_000, responder: IPAddress(93, 184, 216, 34),
            responderPort: 443, transport: .tcp)
        let end = Timestamp(nanoseconds: 1_767_600_000_000_000_000)
        var flow = FlowRecord(key: key, start: end.advanced(bySeconds: -0.25), end: end)
        flow.id = 9_007_199_254_740_993
        flow.name = "<b>"
        return flow
    }

    @Test func `a flow's document has its members, ids as text and durations in seconds`() throws {
        let object = try object(flow)
        #expect(
            Set(object.keys) == [
                "id", "community_id", "start", "end", "src_ip", "src_port", "dst_ip", "dst_port", "protocol", "service",
                "direction", "state", "history", "bytes_out", "bytes_in", "packets_out", "packets_in", "duration",
                "name",
                "tags", "forged",
            ])
        #expect(object["id"] as? String == "9007199254740993")
        #expect(object["duration"] as? Double == 0.25)
        #expect(object["protocol"] as? String == "tcp")
        #expect(object["community_id"] is NSNull)
        #expect(object["name"] as? String == "<b>")
    }

    @Test func `a flow that ends before it begins has no negative duration`() throws {
        var odd = flow
        odd.end = Timestamp(nanoseconds: 0)
        #expect(odd.duration == 0)
        #expect(try object(odd)["duration"] as? Double == 0)
    }

    @Test func `directions are read as they are written`() {
        for direction in Direction.allCases { #expect(Direction(direction.name.uppercased()) == direction) }
        #expect(Direction("sideways") == nil)
    }
}
