import Synchronization
package import Vocabulary

/// A hunter that stays at home: it remembers what it is told.
package final class StillHunter: HunterDesk, ScoutStore {
    private struct State {
        var mission = MissionStatus(
            name: "slow-beacon", title: "Slow beacon", description: "A call home every few hours.",
            detections: [.c2Beacon], techniques: ["T1071.001"], severity: .high,
            options: [.init(CardOption("calls", 10, 5...10_000, "calls", "How many."), value: 10)],
            blindSpots: ["random pauses"], enabled: true, everyHours: 6)
        var log: [HuntEntry] = []
        var alert = ScoutAlert(
            id: 1, type: "vertical_scan", source: "203.0.113.5", destination: nil, score: 60,
            evidence: #"{"ports":60}"#, created: StandInContent.noon)
    }
    private let state = Mutex(State())

    package init() {}

    package func missions() async throws -> [MissionStatus] { state.withLock { [$0.mission] } }

    package func setMission(_ name: String, _ change: MissionChange) async throws -> MissionStatus {
        try state.withLock { state in
            guard name == state.mission.name else { throw ServiceError.notFound("no mission is called \(name)") }
            for (option, value) in change.options ?? [:] {
                guard option == "calls" else { throw ServiceError.invalid(["options.\(option): is no option"]) }
                state.mission.options[0].value = value
            }
            if let enabled = change.enabled { state.mission.enabled = enabled }
            if let hours = change.everyHours { state.mission.everyHours = hours }
            return state.mission
        }
    }

    package func runMission(_ name: String) async throws -> HuntEntry {
        try state.withLock { state in
            guard name == state.mission.name else { throw ServiceError.notFound("no mission is called \(name)") }
            let entry = HuntEntry(
                id: Int64(state.log.count + 1), mission: name, started: StandInContent.noon, seconds: 0.5,
                trigger: .person, looked: ["12 flows of 1 day"], findings: 0, incidents: [], nothing: "nothing is new")
            state.log.append(entry)
            state.mission.last = entry
            return entry
        }
    }

    package func huntLog(mission: String?, page: PageRequest) async throws -> Page<HuntEntry> {
        state.withLock { state in
            Page(items: state.log.reversed().filter { mission == nil || $0.mission == mission })
        }
    }

    package func chooserStatus() async -> ChooserStatus { ChooserStatus() }

    package func retroHunt(_ order: RetroOrder) async throws -> RetroReport {
        _ = try SearchMoment(since: order.since ?? "1 hour")
        var report = RetroReport(
            place: "stand-in", schema: "stored flows", since: StandInContent.noon.advanced(bySeconds: -3600),
            until: StandInContent.noon, isDry: order.isDry)
        report.items = [
            RetroReport.Item(alert: state.withLock { $0.alert }, outcome: order.isDry ? .would : .duplicate)
        ]
        return report
    }

    package var scout: any ScoutStore { self }

    package func routerEvents(_ query: FlowQuery) async throws -> Page<RouterEvent> {
        Page(items: [
            RouterEvent(
                id: 1, time: StandInContent.noon, source: IPAddress(203, 0, 113, 5),
                destination: IPAddress(192, 0, 2, 10), sourcePort: 40_000, destinationPort: 22, transport: "TCP",
                inbound: "eth0", verdict: "DROP", course: "Inbound", host: "router")
        ])
    }

    package func ingested() async throws -> IngestReport { IngestReport() }

    package func scoutAlerts(_ query: ScoutQuery, now: Timestamp) async throws -> Page<ScoutAlert> {
        Page(items: [state.withLock { $0.alert }])
    }

    package func scoutAlert(_ id: Int64, now: Timestamp) async throws -> ScoutAlert? {
        state.withLock { $0.alert.id == id ? $0.alert : nil }
    }

    package func setScoutStatus(
        _ id: Int64, _ status: ScoutAlert.Status, until: Timestamp?, now: Timestamp
    ) async throws -> ScoutAlert? {
        guard status != .snoozed || until.map({ $0 > now }) ?? false else {
            throw ServiceError.invalid(["until: a snooze needs a time that is still to come"])
        }
        return state.withLock { state in
            guard state.alert.id == id else { return nil }
            state.alert.status = status
            state.alert.snoozedUntil = until
            return state.alert
        }
    }

    package func setScoutEnrichment(_ id: Int64, json: String, now: Timestamp) async throws -> ScoutAlert? {
        try await scoutAlert(id, now: now)
    }

    package func scoutLookup(kind: String, subject: String) async throws -> (json: String, updated: Timestamp)? { nil }

    package func setScoutLookup(kind: String, subject: String, json: String, now: Timestamp) async throws {}
}
