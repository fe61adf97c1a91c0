import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Hunting

@Suite("RouterLog")
struct RouterLogTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "router-\(UUID().uuidString)").path

    private func lines(_ count: Int) -> [String] {
        (0..<count).map {
            "<4>Nov 21 11:\($0 / 60 % 60 < 10 ? "0" : "")\($0 / 60 % 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60) router kernel: [\($0).5] DROP IN=eth0 OUT= "
                + "SRC=203.0.113.5 DST=192.0.2.10 LEN=40 PROTO=TCP SPT=40000 DPT=\($0 + 1) SYN"
        }
    }

    private func open(mostEvents: Int = 5_000_000) throws -> (RouterLog, ScoutDatabase) {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = try ScoutDatabase(folder: folder, now: EventBook.now)
        return (RouterLog(database, zone: try #require(TimeZone(identifier: "UTC")), mostEvents: mostEvents), database)
    }

    @Test func `each line once, with the time it tells of; again adds nothing`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (log, database) = try open()
        let all = lines(60) + ["", "<13>Nov 21 11:00:00 router sshd[1]: hello", "no head at all"]
        let first = try await log.ingest(all, source: "file", reference: EventBook.now, now: EventBook.now)
        #expect(first.lines == 62 && first.events == 60 && first.unparsed == 2 && first.known == 0)
        let second = try await log.ingest(all, source: "file", reference: EventBook.now, now: EventBook.ago(-90_000))
        #expect(second.events == 0 && second.unparsed == 0 && second.known == 62)
        let times = try await database.queue.read {
            try String.fetchAll($0, sql: "SELECT timestamp FROM ip_events ORDER BY id LIMIT 2")
        }
        #expect(times == ["2026-11-21T11:00:00.000000Z", "2026-11-21T11:00:01.000000Z"])
        let kept = try await database.queue.read {
            try String.fetchAll($0, sql: "SELECT reason FROM unparsed ORDER BY id")
        }
        #expect(kept == ["no firewall event", "no time at its start"])
        #expect(try await log.totals().events == 60)
    }

    @Test func `what was ingested is hunted through, once a day`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (log, database) = try open()
        _ = try await log.ingest(lines(60), source: "file", reference: EventBook.now, now: EventBook.now)
        let hunt = RetroHunt(RetroSettings(), since: EventBook.ago(7200), until: EventBook.now)
        let report = try await hunt.run(folder: folder, flows: nil, now: EventBook.now)
        #expect(report.told == ["vertical_scan 203.0.113.5>192.0.2.10"])
        #expect(try await hunt.run(folder: folder, flows: nil, now: EventBook.now).told == [])
        #expect(try await database.scoutAlerts(ScoutQuery(), now: EventBook.now).items.count == 1)
    }

    @Test func `events are bounded, the oldest go`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (log, database) = try open(mostEvents: 200)
        for start in stride(from: 0, to: 400, by: 50) {
            _ = try await log.ingest(
                Array(lines(400)[start..<start + 50]), source: "file", reference: EventBook.now, now: EventBook.now)
        }
        let count = try await database.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ip_events") ?? 0 }
        let oldest = try await database.queue.read {
            try Int.fetchOne($0, sql: "SELECT min(dst_port) FROM ip_events") ?? 0
        }
        #expect(count <= 200 && count > 150 && oldest > 200)
        #expect(try await log.totals().evicted >= 200)
    }

    @Test func `hostile lines are kept as text, cut, and trap nothing`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (log, _) = try open()
        var generator = SystemRandomNumberGenerator()
        var all = [
            String(repeating: "A", count: 60_000), "\0\0",
            "<1>Nov 21 11:00:00 r k: DROP IN=a\0b SRC=1.1.1.1 DST=2.2.2.2", "'); DROP TABLE ip_events; --",
        ]
        for _ in 0..<500 {
            all.append(
                String(decoding: (0..<80).map { _ in UInt8.random(in: 0...255, using: &generator) }, as: UTF8.self))
        }
        let report = try await log.ingest(all, source: "peer", reference: EventBook.now, now: EventBook.now)
        #expect(report.events == 1)
        #expect(report.unparsed + report.known + report.events == report.lines)
    }
}
