import Bedrock
import Foundation
import Synchronization
import Vocabulary

@testable import Storage

/// A folder of its own for one test, removed when it goes.
final class TestFolder: Sendable {
    let path: String
    /// The machine's clock where it is not nil.
    let time = Mutex<Timestamp?>(nil)
    init() {
        path = FileManager.default.temporaryDirectory.path + "/netsentinel-storage-\(UUID().uuidString)"
    }
    func turn(to time: Timestamp) { self.time.withLock { $0 = time } }

    /// Bytes of all files in it.
    var size: UInt64 {
        (FileManager.default.subpaths(atPath: path) ?? []).reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + name)
            let isFile = attributes?[.type] as? FileAttributeType == .typeRegular
            return sum + (isFile ? (attributes?[.size] as? NSNumber)?.uint64Value ?? 0 : 0)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func store(_ change: (inout StoreOptions) -> Void = { _ in }) throws -> Store {
        var options = StoreOptions(directory: path)
        // The folder stays as long as a store does.
        options.now = { self.time.withLock { $0 } ?? Timestamp(nanoseconds: WallClock.nanoseconds) }
        // A busy machine must not make pages short.
        options.haste = .seconds(600)
        options.patience = .seconds(600)
        change(&options)
        return try Store(options)
    }
}

extension Store {
    /// Runs the writer while `body` works. Everything is kept: the samples' stream ids are long ago.
    func whileRunning<Value: Sendable>(_ body: @Sendable (Store) async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.run { Retention(days: 50_000) } }
            let value = try await body(self)
            group.cancelAll()
            return value
        }
    }

    func keep(_ batch: StoreBatch) async {
        append(batch)
        await flush()
    }
}

enum Sample {
    /// 2026-01-05 08:00:00 UTC.
    static let start = Timestamp(nanoseconds: 1_767_600_000_000_000_000)

    static func flow(
        _ number: Int, source: IPAddress = IPAddress(10, 0, 0, 5), destination: IPAddress = IPAddress(93, 184, 216, 34),
        port: UInt16 = 443, at seconds: Double = 0, bytes: UInt64 = 1000
    ) -> FlowRecord {
        let key = FlowKey(
            initiator: source, initiatorPort: UInt16(truncatingIfNeeded: 40_000 + number), responder: destination,
            responderPort: port, transport: .tcp)
        let end = start.advanced(bySeconds: seconds + Double(number) * 0.001)
        var flow = FlowRecord(key: key, start: end.advanced(bySeconds: -0.5), end: end)
        flow.origin = UInt64(number * 8)
        flow.service = .tls
        flow.direction = .outbound
        flow.state = .closed
        flow.ending = .closed
        flow.history = FlowHistory("ShADadFf")
        flow.packetsOut = 5
        flow.packetsIn = 7
        flow.bytesOut = bytes
        flow.bytesIn = 2 * bytes
        flow.name = "host\(number).example"
        return flow
    }

    static func finding(
        _ detection: DetectionID = .portScanVertical, attacker: IPAddress = IPAddress(10, 0, 0, 66),
        victim: IPAddress = IPAddress(10, 0, 0, 7), at seconds: Double = 0, flows: [UInt64] = []
    ) -> Finding {
        Finding(
            detection: detection, summary: "\(attacker) scans \(victim)", severity: .medium, confidence: 0.8066666667,
            techniques: ["T1046"], attackers: [.address(attacker)], victims: [.address(victim)],
            evidence: [
                Evidence("distinct_ports", count: 16, threshold: 15), Evidence("interval_seconds", measure: 0.25),
                Evidence("scan_type", text: "syn"), Evidence("lowest_ports", .list(["21", "22"])),
            ], flows: flows, firstSeen: start.advanced(bySeconds: seconds),
            lastSeen: start.advanced(bySeconds: seconds + 1))
    }

    static func incident(
        _ id: String, severity: Severity = .medium, finding: Finding = finding(), status: Incident.Status = .new
    ) -> Incident {
        Incident(
            id: id, title: "Port scan by someone", severity: severity, score: 48, status: status,
            detections: [finding.detection], techniques: [Technique.named("T1046")].compactMap(\.self),
            attackers: finding.attackers, victims: finding.victims, firstSeen: finding.firstSeen,
            lastSeen: finding.lastSeen, events: [StoryEvent(id: "E1", finding: finding)])
    }

    static func flows(_ flows: [FlowRecord]) -> StoreBatch {
        var batch = StoreBatch()
        batch.flows = flows
        return batch
    }

    static func alerts(_ alerts: AlertRecord...) -> StoreBatch {
        var batch = StoreBatch()
        batch.alerts = alerts
        return batch
    }

    static func incidents(_ incidents: Incident..., from stream: UInt64 = 1) -> StoreBatch {
        var batch = StoreBatch()
        batch.incidents = incidents.enumerated().map {
            IncidentUpdate(change: .opened, incident: $1, streamID: stream + UInt64($0))
        }
        return batch
    }
}
