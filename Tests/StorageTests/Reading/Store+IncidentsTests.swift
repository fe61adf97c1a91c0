import Testing
import Vocabulary

@testable import Storage

@Suite struct StoreIncidentsTests {
    @Test func `what people said outlives what detection says later`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            await store.keep(Sample.incidents(Sample.incident("INC-1")))
            let triaged = try await store.triage(
                "INC-1", status: .acknowledged, note: "mine <b>", by: "ada", at: Sample.start, streamID: 50)
            #expect(triaged?.incident.status == .acknowledged)
            #expect(triaged?.notes.map(\.text) == ["mine <b>"])
            await store.keep(Sample.incidents(Sample.incident("INC-1", severity: .high), from: 60))
            let record = try #require(try await store.incident("INC-1"))
            #expect(record.incident.severity == .high)
            #expect(record.incident.status == .acknowledged)
            #expect(record.triage?.by == "ada")
            #expect(record.updated == 60)
            let none = try await store.triage(
                "INC-9", status: .resolved, note: nil, by: "ada", at: Sample.start, streamID: 1)
            #expect(none == nil)
        }
    }

    @Test func `an incident comes back as it went in`() async throws {
        let store = try TestFolder().store()
        let sent = Sample.incident("INC-1")
        let got = try await store.whileRunning { store async throws in
            await store.keep(Sample.incidents(sent))
            return try await store.incident("INC-1")?.incident
        }
        var expected = sent
        expected.events[0].finding.confidence = 0.806667
        #expect(got == expected)
    }

    @Test func `incidents are found by where their parties lie`() async throws {
        let store = try TestFolder().store { $0.places = StoreFlowsTests.Places() }
        try await store.whileRunning { store async throws in
            let foreign = Sample.finding(attacker: IPAddress(45, 1, 1, 1))
            await store.keep(
                Sample.incidents(
                    Sample.incident("INC-1"), Sample.incident("INC-2", finding: foreign),
                    Sample.incident("INC-3", finding: Sample.finding(attacker: IPAddress(93, 184, 216, 34), at: 9))))
            let cases = [
                ("country:DE", ["INC-2"]), ("asn:AS15133", ["INC-3"]), ("-country:DE,US", ["INC-1"]),
                ("-asn:64500 port", ["INC-3", "INC-1"]), ("country:US flood", []),
                ("\"port scan\" country:de", ["INC-2"]),
            ]
            for (text, expected) in cases {
                var query = IncidentQuery()
                try query.take(typed: text)
                let page = try await store.incidents(query)
                #expect(page.items.map(\.incident.id) == expected && page.total == expected.count, "\(text)")
            }
        }
        var query = IncidentQuery()
        #expect(throws: ServiceError.self) { try query.take(typed: "scan country:Germany") }
        try query.take(typed: "a title: \"as typed\"")
        #expect(query.text == "a title: \"as typed\"" && query.places.isEmpty)
    }

    @Test func `filters and pages`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            for number in 0..<10 {
                let finding = Sample.finding(
                    number == 3 ? .synFlood : .portScanVertical, attacker: IPAddress(10, 0, 0, UInt8(number)),
                    at: Double(number))
                let severity: Severity = number < 5 ? .low : .critical
                await store.keep(
                    Sample.incidents(
                        Sample.incident("INC-\(number)", severity: severity, finding: finding),
                        from: UInt64(number + 1)))
            }
            func ids(_ change: (inout IncidentQuery) -> Void) async throws -> [String] {
                var query = IncidentQuery()
                change(&query)
                return try await store.incidents(query).items.map(\.incident.id)
            }
            let severe = try await ids { $0.minimumSeverity = .high }
            #expect(severe == ["INC-9", "INC-8", "INC-7", "INC-6", "INC-5"])
            let floods = try await ids { $0.detection = .synFlood }
            #expect(floods == ["INC-3"])
            let byAddress = try await ids { $0.text = "10.0.0.4" }
            #expect(byAddress == ["INC-4"])
            let byBlock = try await ids { $0.text = "10.0.0.0/31" }
            #expect(byBlock == ["INC-1", "INC-0"])
            let byTitle = try await ids { $0.text = "PORT scan" }
            #expect(byTitle.count == 10)
            let hostile = try await ids { $0.text = "' OR 1=1 --" }
            #expect(hostile.isEmpty)
            var query = IncidentQuery()
            query.page = PageRequest(limit: 4)
            var seen: [String] = []
            for _ in 0..<3 {
                let page = try await store.incidents(query)
                #expect(page.total == 10)
                seen += page.items.map(\.incident.id)
                query.page.cursor = page.nextCursor
            }
            #expect(seen == (0..<10).reversed().map { "INC-\($0)" })
            #expect(query.page.cursor == nil)
        }
    }

    @Test func `readers resume after a stream id`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            for number in 1...4 {
                await store.keep(
                    Sample.alerts(AlertRecord(streamID: UInt64(number * 10), finding: Sample.finding())))
            }
            await store.keep(Sample.incidents(Sample.incident("INC-1"), from: 45))
            let alerts = try await store.alerts(after: 20, limit: 10)
            #expect(alerts.map(\.streamID) == [30, 40])
            let incidents = try await store.incidents(updatedAfter: 40, limit: 10)
            #expect(incidents.map(\.updated) == [45])
            let latest = try await store.latestStreamID()
            #expect(latest == 45)
        }
    }
}
