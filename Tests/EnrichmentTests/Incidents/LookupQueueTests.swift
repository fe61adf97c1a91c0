import Testing
import Vocabulary

@testable import Enrichment

@Suite("LookupQueue")
struct LookupQueueTests {
    private let now = Timestamp(nanoseconds: 1000)

    /// What a test holds may be changed within an expectation.
    private final class Held {
        private var queue = LookupQueue()
        var count: Int { queue.count }
        var dropped: UInt64 { queue.dropped }
        func offer(_ incident: Incident) -> Bool { queue.offer(incident) }
        func next(at now: Timestamp) -> LookupQueue.Job? { queue.next(at: now) }
        func postpone(_ job: LookupQueue.Job, until moment: Timestamp) { queue.postpone(job, until: moment) }
    }

    private func incident(_ id: String, _ score: Int, _ attackers: [String], _ victims: [String] = []) -> Incident {
        Incident(
            id: id, title: "", severity: .low, score: score, detections: [], techniques: [],
            attackers: attackers.compactMap { Party($0) }, victims: victims.compactMap { Party($0) }, firstSeen: now,
            lastSeen: now, events: [])
    }

    @Test func `the highest score comes first, each address of an incident once`() {
        let queue = Held()
        #expect(queue.offer(incident("A", 10, ["8.8.8.8"])))
        #expect(queue.offer(incident("B", 90, ["9.9.9.9", "9.9.9.9"], ["1.1.1.1"])))
        #expect(queue.next(at: now)?.addresses.map(\.description) == ["9.9.9.9", "1.1.1.1"])
        #expect(!queue.offer(incident("B", 95, ["9.9.9.9"], ["1.1.1.1"])))
        #expect(queue.offer(incident("B", 95, ["9.9.9.9", "4.4.4.4"])))
        #expect(queue.next(at: now)?.addresses.map(\.description) == ["4.4.4.4"])
        #expect(queue.next(at: now)?.incident == "A")
        #expect(queue.next(at: now) == nil)
    }

    @Test func `an incident without public parties is nothing to look up`() {
        let queue = Held()
        #expect(!queue.offer(incident("A", 10, ["10.0.0.1", "aa:bb:cc:dd:ee:ff"], ["192.168.0.0/24", "203.0.113.1"])))
        #expect(queue.count == 0)
    }

    @Test func `what was postponed comes when its time has come`() throws {
        let queue = Held()
        _ = queue.offer(incident("A", 10, ["8.8.8.8"]))
        let first = queue.next(at: now)
        let job = try #require(first)
        queue.postpone(job, until: now.advanced(bySeconds: 600))
        #expect(queue.next(at: now.advanced(bySeconds: 599)) == nil)
        let second = queue.next(at: now.advanced(bySeconds: 600))
        let again = try #require(second)
        #expect(again.isRetry)
        #expect(again.addresses == job.addresses)
    }

    @Test func `of too many the lowest score goes and is counted, and an incident has eight addresses at most`() {
        let queue = Held()
        for number in 0..<LookupQueue.cap { _ = queue.offer(incident("I\(number)", 50, ["8.8.8.8"])) }
        _ = queue.offer(incident("low", 1, ["8.8.8.8"]))
        _ = queue.offer(incident("high", 99, (1...20).map { "8.8.4.\($0)" }))
        #expect(queue.count == LookupQueue.cap)
        #expect(queue.dropped == 2)
        let first = queue.next(at: now)
        #expect(first?.incident == "high")
        #expect(first?.addresses.count == 8)
    }
}
