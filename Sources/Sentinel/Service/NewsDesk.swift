import Bedrock
import Foundation
import Incidents
import Vocabulary

/// Turns what the packet thread noticed into what is kept and what is told: the service's bookkeeper.
///
/// Knows the state of the capture and of each rule for the API. Bounds: names and tags of 65,536 flows each;
/// when that many have not ended, all are forgotten (the store links findings to flows by itself).
actor NewsDesk {
    let store: any SentinelStore
    private let publish: @Sendable (LiveMessage) -> Void
    let ids: StreamIDs
    let forged: Bool
    private let encoder = JSONEncoder()

    var live = LiveFlows()
    var status = ServiceStatus()
    private(set) var fired: [DetectionID: (count: UInt64, last: Timestamp)] = [:]
    private var names: [UInt64: String] = [:]
    private var tags: [UInt64: [DetectionID]] = [:]
    /// Who hears of every incident that opens or grows; they must not wait.
    var listeners: [@Sendable (IncidentUpdate) -> Void] = []
    private var flowListeners: [@Sendable (CellarNews.FlowNews) -> Void] = []
    /// What people, lookups and the analyst made of incidents that may still grow.
    private var judged: [String: IncidentRecord] = [:]
    /// Incidents of the packet thread that may still grow, and what the hunter added to them: the packet thread does not know that.
    private var open: Set<String> = []
    private var past: [String: [Finding]] = [:]
    private var lost = StoreHealth.Unwritten()
    private(set) var lastSecond: TrafficPoint?
    private(set) var lastSecondAt: Timestamp?
    /// What was counted at the last sample, and what came a second since the one before: of the wall, so that a replay shows its pace.
    private var sampled: (packets: UInt64, bytes: UInt64) = (0, 0)
    private var rates = (packets: 0.0, bits: 0.0)
    private static let cap = 65_536

    init(
        store: any SentinelStore, ids: StreamIDs, forged: Bool, version: String,
        publish: @escaping @Sendable (LiveMessage) -> Void
    ) {
        self.store = store
        self.ids = ids
        self.forged = forged
        self.publish = publish
        encoder.outputFormatting = [.withoutEscapingSlashes]
        status.forged = forged
        status.version = version
    }

    func take(_ news: CellarNews) {
        var batch = StoreBatch()
        if names.count >= Self.cap { names.removeAll(keepingCapacity: true) }
        for flow in news.names { names[flow.flow] = flow.name }
        for found in news.found { batch.alerts.append(take(found)) }
        for flow in news.flows { if let record = take(flow) { batch.flows.append(record) } }
        batch.incidents = updates(news.changes)
        batch.traffic = news.seconds
        batch.hosts = news.sightings
        lost.flows &+= news.lostFlows
        lost.ticks &+= news.lostRecords
        if let second = news.seconds.last {
            lastSecond = second
            lastSecondAt = WallClock.now
            status.eventTime = second.time
        }
        if let totals = news.totals { count(totals, suppressed: news.suppressed) }
        if !batch.isEmpty { store.append(batch) }
    }

    /// A sample of the statistics for the history and for the live streams; once a second.
    func sample(over seconds: Double) async {
        rates = (
            Double(status.packets &- sampled.packets) / seconds, Double(status.bytes &- sampled.bytes) * 8 / seconds
        )
        sampled = (status.packets, status.bytes)
        let now = WallClock.now
        let sample = StatsSample(
            timestamp: now, packetsSeen: status.packets, packetsDropped: status.kernelDrops + status.ringDrops,
            flowsActive: status.flowsActive, alertsFired: status.findings, windowsAnalyzed: status.windowsAnalyzed)
        var batch = StoreBatch()
        batch.stats = [sample]
        store.append(batch)
        tell(.flows, .flows, LiveTable(timestamp: now, flows: live.busiest(50, over: seconds)))
        let open = try? await store.incidents(Self.unsettled).total
        tell(
            .stats, .stats,
            LiveStats(sample: sample, status: currentStatus(), second: freshSecond, incidentsOpen: open))
    }

    /// Incidents that nobody has settled; only their number is of interest.
    private static let unsettled: IncidentQuery = {
        var query = IncidentQuery()
        query.statuses = [.new, .acknowledged, .contained]
        query.page.limit = 1
        return query
    }()

    /// The state of the capture; the store's is asked for now.
    func currentStatus() -> ServiceStatus {
        var now = status
        now.storage = store.health
        now.storage.unwritten.flows &+= lost.flows
        now.storage.unwritten.ticks &+= lost.ticks
        if let started = status.started { now.uptimeSeconds = WallClock.now.seconds(since: started) }
        (now.packetsPerSecond, now.bitsPerSecond) = rates
        return now
    }

    func change(_ body: (inout ServiceStatus) -> Void) { body(&status) }

    /// From now on `listener` hears of every change of an incident.
    func listen(_ listener: @escaping @Sendable (IncidentUpdate) -> Void) { listeners.append(listener) }

    /// From now on `listener` hears of every flow that opens, goes on or ends.
    func listen(toFlows listener: @escaping @Sendable (CellarNews.FlowNews) -> Void) { flowListeners.append(listener) }

    /// A person changed an incident, or something was found out about it: what comes later about it keeps that.
    func remember(_ record: IncidentRecord, _ change: IncidentUpdate.Change = .triaged) {
        if judged.count >= 4096, let first = judged.keys.first { judged[first] = nil }
        judged[record.incident.id] = record
        tell(.live, .incident, LiveIncident(change: change, incident: record), id: record.updated)
    }

    /// What people made of incidents before this start: the same capture, replayed or dropped in again, brings the same incidents.
    func recall(_ records: [IncidentRecord]) {
        for record in records.prefix(4096)
        where record.triage != nil || !record.evidence.isEmpty || record.incident.analysis != nil {
            judged[record.incident.id] = record
        }
    }

    /// The last second of traffic, nil when nothing came for three seconds.
    private var freshSecond: TrafficPoint? {
        guard let lastSecondAt, WallClock.now.seconds(since: lastSecondAt) < 3 else { return nil }
        return lastSecond
    }

    private func take(_ found: CellarNews.Found) -> AlertRecord {
        let finding = found.finding
        status.findings &+= 1
        fired[finding.detection] = ((fired[finding.detection]?.count ?? 0) &+ 1, finding.lastSeen)
        if tags.count >= Self.cap { tags.removeAll(keepingCapacity: true) }
        for flow in finding.flows {
            if tags[flow, default: []].contains(finding.detection) == false {
                tags[flow, default: []].append(finding.detection)
            }
        }
        let alert = AlertRecord(streamID: ids.next(), finding: finding, incident: found.incident, forged: forged)
        tell(.alerts, .alert, alert, id: alert.streamID)
        return alert
    }

    private func take(_ news: CellarNews.FlowNews) -> FlowRecord? {
        let id = news.flow.id
        for listener in flowListeners { listener(news) }
        live.observe(news, name: names[id], tags: tags[id] ?? [], forged: forged)
        if news.kind == .opened { status.flowsOpened &+= 1 }
        guard news.kind == .closed else { return nil }
        var record = FlowRecord(news.flow, direction: news.direction, name: names[id], forged: forged)
        record.tags = tags[id] ?? []
        names[id] = nil
        tags[id] = nil
        return record
    }

    /// One update an incident, with the last word about it.
    private func updates(_ changes: [IncidentChange]) -> [IncidentUpdate] {
        var latest: [String: Int] = [:]
        var merged: [(change: IncidentUpdate.Change, incident: Incident)] = []
        for change in changes {
            let incident = change.incident
            let kind: IncidentUpdate.Change =
                switch change {
                case .opened: .opened
                case .grew: .grew
                case .closed: .closed
                }
            if let place = latest[incident.id] {
                let isNew = merged[place].change == .opened && kind == .grew
                merged[place] = (isNew ? .opened : kind, incident)
            } else {
                latest[incident.id] = merged.count
                merged.append((kind, incident))
            }
        }
        return merged.map { change in
            let item = (change: change.change, incident: withPast(change.incident, change.change))
            let update = IncidentUpdate(
                change: item.change, incident: item.incident, streamID: ids.next(), forged: forged)
            var record = judged[item.incident.id] ?? IncidentRecord(incident: item.incident, forged: forged)
            let analysis = record.incident.analysis
            record.incident = item.incident
            record.incident.analysis = analysis
            if let triage = record.triage { record.incident.status = triage.status }
            record.updated = update.streamID
            tell(.live, .incident, LiveIncident(change: item.change, incident: record), id: update.streamID)
            for listener in listeners { listener(update) }
            return update
        }
    }

    func isLive(_ incident: String) -> Bool { open.contains(incident) }

    /// The packet thread will tell of this incident again, without it: it is put in again each time. At most 16 an incident.
    func remember(past finding: Finding, in incident: String) {
        guard open.contains(incident) else { return }
        past[incident, default: []].removeAll { $0.detection == finding.detection && $0.victims == finding.victims }
        if past[incident, default: []].count < 16 { past[incident, default: []].append(finding) }
    }

    /// With what the hunter added. An incident that is over is forgotten.
    private func withPast(_ incident: Incident, _ change: IncidentUpdate.Change) -> Incident {
        if change == .opened || change == .grew {
            if open.count < Self.cap { open.insert(incident.id) }
        }
        let added = past[incident.id] ?? []
        if change == .closed {
            open.remove(incident.id)
            past[incident.id] = nil
        }
        return added.reduce(incident) { $0.joined(by: $1) }
    }

    func tell(
        _ channel: LiveMessage.Channel, _ kind: LiveMessage.Kind, _ data: some Encodable, id: UInt64? = nil
    ) {
        guard let json = try? encoder.encode(data) else { return }
        publish(LiveMessage(id: id ?? ids.next(), channel: channel, kind: kind, json: Array(json)))
    }
}
