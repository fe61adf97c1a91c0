import Testing
import Vocabulary

@testable import Storage

@Suite struct StoreGraphTests {
    @Test func `attackers and victims are nodes, techniques between them edges`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            let (a, b, c) = (IPAddress(10, 0, 0, 1), IPAddress(10, 0, 0, 2), IPAddress(10, 0, 0, 3))
            let findings = [
                Sample.finding(attacker: a, victim: b, at: 0), Sample.finding(attacker: a, victim: b, at: 10),
                Sample.finding(.synFlood, attacker: b, victim: c, at: 20),
            ]
            for (number, finding) in findings.enumerated() {
                await store.keep(
                    Sample.alerts(AlertRecord(streamID: UInt64(number + 1), finding: finding, incident: "INC-1")))
            }
            let graph = try await store.graph(GraphQuery())
            #expect(graph.nodes.map(\.id) == ["10.0.0.1", "10.0.0.2", "10.0.0.3"])
            #expect(graph.nodes.map(\.type) == [.attacker, .both, .victim])
            #expect(graph.nodes.map(\.alertCount) == [2, 3, 1])
            #expect(graph.edges.map(\.count) == [1, 2])
            #expect(graph.edges.map(\.technique) == ["T1046", "T1046"])
            #expect(graph.edges.last?.firstSeen == Sample.start)
            #expect(graph.edges.last?.lastSeen == Sample.start.advanced(bySeconds: 11))
            var query = GraphQuery()
            query.limit = 1
            #expect(try await store.graph(query).edges.map(\.ruleName) == [.synFlood])
            query = GraphQuery()
            query.until = Sample.start.advanced(bySeconds: 5)
            #expect(try await store.graph(query).edges.map(\.count) == [1])
        }
    }
}
