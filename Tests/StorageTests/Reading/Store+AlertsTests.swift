import Testing
import Vocabulary

@testable import Storage

@Suite struct StoreAlertsTests {
    private func filled(_ store: Store) async {
        for number in 1...9 {
            let finding = Sample.finding(
                number % 3 == 0 ? .synFlood : .portScanVertical, attacker: IPAddress(10, 0, 0, UInt8(number % 2)),
                at: Double(number))
            await store.keep(
                Sample.alerts(AlertRecord(streamID: UInt64(number), finding: finding, incident: "INC-\(number % 2)")))
        }
    }

    @Test func `filters`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            await filled(store)
            func streams(_ change: (inout AlertQuery) -> Void) async throws -> [UInt64] {
                var query = AlertQuery()
                change(&query)
                return try await store.alerts(query).items.map(\.streamID)
            }
            let floods = try await streams { $0.rule = .synFlood }
            #expect(floods == [9, 6, 3])
            let bySource = try await streams { $0.source = "10.0.0.1" }
            #expect(bySource == [9, 7, 5, 3, 1])
            let byIncident = try await streams { $0.incident = "INC-0" }
            #expect(byIncident == [8, 6, 4, 2])
            let severe = try await streams { $0.minimumSeverity = .high }
            #expect(severe == [])
            // The sample ends a second after it begins.
            let late = try await streams { $0.since = Sample.start.advanced(bySeconds: 9) }
            #expect(late == [9, 8])
            let early = try await streams { $0.until = Sample.start.advanced(bySeconds: 3) }
            #expect(early == [1])
            let hostile = try await streams { $0.source = "' OR 1=1 --" }
            #expect(hostile == [])
        }
    }

    @Test func `pages by cursor and by offset, while more comes in`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            await filled(store)
            var query = AlertQuery()
            query.page = PageRequest(limit: 4)
            let first = try await store.alerts(query)
            #expect(first.items.map(\.streamID) == [9, 8, 7, 6])
            #expect(first.total == 9)
            await store.keep(Sample.alerts(AlertRecord(streamID: 20, finding: Sample.finding())))
            query.page.cursor = first.nextCursor
            let second = try await store.alerts(query)
            #expect(second.items.map(\.streamID) == [5, 4, 3, 2])
            query.page.cursor = second.nextCursor
            let third = try await store.alerts(query)
            #expect(third.items.map(\.streamID) == [1])
            #expect(third.nextCursor == nil)
            query.page.cursor = nil
            query.offset = 8
            #expect(try await store.alerts(query).items.map(\.streamID) == [2, 1])
        }
    }

    @Test func `the counts of the statistics`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            await filled(store)
            await store.keep(
                Sample.incidents(Sample.incident("INC-1"), Sample.incident("INC-2", status: .resolved), from: 50))
            let stats = try await store.stats()
            #expect(stats.totalAlerts == 9)
            #expect(stats.alertsLastHour == 9)
            #expect(stats.alertsByRule == ["port_scan_vertical": 6, "syn_flood": 3])
            #expect(stats.alertsBySeverity == ["medium": 9])
            #expect(stats.topSources.map(\.address) == ["10.0.0.1", "10.0.0.0"])
            #expect(stats.topSources.map(\.count) == [5, 4])
            #expect(stats.incidentsOpen == 1)
            #expect(stats.incidentsByStatus == ["new": 1, "resolved": 1])
        }
    }

    @Test func `an alert comes back by its id, once`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            let sent = AlertRecord(streamID: 5, finding: Sample.finding(), incident: "INC-1", forged: true)
            await store.keep(Sample.alerts(sent, sent))
            let got = try #require(try await store.alert("ALERT-5"))
            #expect(got.forged)
            #expect(got.incident == "INC-1")
            #expect(got.finding.evidence == sent.finding.evidence)
            #expect(try await store.alerts(AlertQuery()).total == 1)
            #expect(try await store.alert("ALERT-6") == nil)
        }
    }
}
