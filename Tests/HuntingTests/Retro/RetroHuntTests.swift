import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Hunting

@Suite("RetroHunt")
struct RetroHuntTests {
    @Test(arguments: EventBook.Branch.allCases)
    func `a scan of ports is found in every schema, also where the destination is not told`(_ branch: EventBook.Branch)
        async throws
    {
        let book = try EventBook(branch)
        for port in 1...51 { try book.add(source: "203.0.113.5", port: port, at: EventBook.ago(600)) }
        for port in 1...50 { try book.add(source: "203.0.113.6", port: port, at: EventBook.ago(600)) }
        let report = try await book.run()
        #expect(report.told == ["vertical_scan 203.0.113.5>\(book.isPairs ? "192.0.2.10" : "")"])
        #expect(report.items.first?.alert.score == 51)
    }

    @Test(arguments: EventBook.Branch.allCases)
    func `a second run on the same day adds nothing, and so does a third`(_ branch: EventBook.Branch) async throws {
        let book = try EventBook(branch)
        for port in 1...60 { try book.add(source: "203.0.113.5", port: port, hits: 5, at: EventBook.ago(600)) }
        let first = try await book.run()
        #expect(first.told.count == 2)
        let before = try book.int("SELECT count(*) FROM scout_alerts")
        for _ in 0..<2 {
            let again = try await book.run()
            #expect(again.told == [])
            #expect(again.count(.duplicate) == 2)
        }
        #expect(try book.int("SELECT count(*) FROM scout_alerts") == before)
        let tomorrow = try await book.run(since: 100_000, now: EventBook.ago(-86_400))
        #expect(tomorrow.told.count == 2)
    }

    @Test(arguments: EventBook.Branch.allCases)
    func `a dry run changes no byte and makes no file`(_ branch: EventBook.Branch) async throws {
        let book = try EventBook(branch)
        for port in 1...60 { try book.add(source: "203.0.113.5", port: port, at: EventBook.ago(600)) }
        let before = try book.hashes()
        let report = try await book.run(isDry: true)
        #expect(report.told.count == 1)
        #expect(report.count(.would) == 1)
        #expect(try book.hashes() == before)
        #expect(before.keys.sorted() == ["net_sentinel.db"])
    }

    @Test
    func `a dry run leaves a database alone that somebody writes meanwhile, and sees what is not in its file yet`()
        async throws
    {
        let book = try EventBook(.epsilon)
        try await book.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode=WAL") }
        for port in 1...60 { try book.add(source: "203.0.113.5", port: port, at: EventBook.ago(600)) }
        let before = try book.hashes()
        #expect(before.keys.contains("net_sentinel.db-wal"))
        let report = try await book.run(isDry: true)
        #expect(report.told.count == 1)
        #expect(try book.hashes() == before)
    }

    @Test func `a dry run after a real one knows what was found`() async throws {
        let book = try EventBook(.epsilon)
        for port in 1...60 { try book.add(source: "203.0.113.5", port: port, at: EventBook.ago(600)) }
        _ = try await book.run()
        try await book.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode=DELETE") }
        let before = try book.hashes()
        let report = try await book.run(isDry: true)
        #expect(report.told == [] && report.count(.duplicate) == 1)
        #expect(try book.hashes() == before)
    }

    @Test func `one host talking much to one server is loud, but scans nothing`() async throws {
        let book = try EventBook(.epsilon)
        for port in 1...3 {
            try book.add(source: "192.168.1.9", port: port, hits: 100, at: EventBook.ago(60), verdict: "ACCEPT")
        }
        let report = try await book.run()
        #expect(report.told == ["high_connection_volume 192.168.1.9>"])
        #expect(report.items.first?.alert.score == 100)
        #expect(report.items.first?.alert.evidence?.contains(#""total_conns":300"#) == true)
    }

    @Test(arguments: [EventBook.Branch.main, .delta, .epsilon])
    func `repeats that were folded into a row count`(_ branch: EventBook.Branch) async throws {
        let book = try EventBook(branch)
        try book.add(source: "203.0.113.7", port: 22, hits: 201, at: EventBook.ago(60))
        try book.add(source: "203.0.113.8", port: 22, hits: 200, at: EventBook.ago(60))
        #expect(try await book.run().told == ["high_connection_volume 203.0.113.7>"])
    }

    @Test func `a scan of hosts is found by destinations, or by connections to several`() async throws {
        let book = try EventBook(.epsilon)
        for host in 1...51 {
            try book.add(source: "198.51.100.1", destination: "10.0.0.\(host)", port: 445, at: EventBook.ago(60))
        }
        for host in 1...50 {
            try book.add(source: "198.51.100.2", destination: "10.0.0.\(host)", port: 445, at: EventBook.ago(60))
        }
        for host in 1...30 {
            try book.add(
                source: "198.51.100.3", destination: "10.0.0.\(host)", port: 445, hits: 7, at: EventBook.ago(60))
        }
        let told = try await book.run().told
        #expect(
            told.filter { $0.hasPrefix("horizontal") } == [
                "horizontal_scan 198.51.100.1>", "horizontal_scan 198.51.100.3>",
            ])
    }

    @Test func `multicast is nobody's scan`() async throws {
        let book = try EventBook(.epsilon)
        for host in 1...80 {
            try book.add(
                source: "192.168.1.2", destination: "239.0.0.\(host)", port: 1900, hits: 9, at: EventBook.ago(60))
        }
        #expect(try await book.run().told == [])
    }

    @Test func `each threshold is really used`() async throws {
        let book = try EventBook(.epsilon)
        for host in 1...6 {
            try book.add(source: "198.51.100.1", destination: "10.0.0.\(host)", port: 80 + host, at: EventBook.ago(60))
        }
        for port in 1...6 { try book.add(source: "198.51.100.2", port: port, at: EventBook.ago(60)) }
        func told(_ name: String, _ value: String) async throws -> [String] {
            var settings = RetroSettings()
            try settings.set([(name, value)])
            return try await book.run(settings, isDry: true).told
        }
        #expect(try await told("horizontal_dst_ip_threshold", "6") == [])
        #expect(try await told("horizontal_dst_ip_threshold", "5") == ["horizontal_scan 198.51.100.1>"])
        #expect(try await told("vertical_ports_threshold", "6") == [])
        #expect(try await told("vertical_ports_threshold", "5") == ["vertical_scan 198.51.100.2>192.0.2.10"])
        #expect(try await told("repeated_conn_threshold", "5").count == 2)
        var settings = RetroSettings()
        try settings.set([("horizontal_conn_threshold", "5"), ("horizontal_min_dst", "5")])
        #expect(try await book.run(settings, isDry: true).told == ["horizontal_scan 198.51.100.1>"])
    }

    @Test func `windows are judged by time, whatever the text looks like`() async throws {
        let book = try EventBook(.epsilon)
        for port in 1...60 { try book.add(source: "203.0.113.5", port: port, at: EventBook.ago(5 * 3600)) }
        #expect(try await book.run(since: 3600, isDry: true).told == [])
        #expect(try await book.run(since: 6 * 3600, isDry: true).told.count == 1)
        #expect(try await book.run(since: 7 * 86_400, isDry: true).told.count == 1)
        try await book.queue.write { database in
            try database.execute(
                sql: "UPDATE ip_events SET timestamp = '2026-11-21T09:30:00.5+02:00' WHERE dst_port % 2 = 0")
            try database.execute(sql: "UPDATE ip_events SET timestamp = '2026-11-21 07:30:00' WHERE dst_port % 2 = 1")
        }
        #expect(try await book.run(since: 5 * 3600, isDry: true).told.count == 1)
        try await book.queue.write { try $0.execute(sql: "UPDATE ip_events SET timestamp = 'now' WHERE dst_port = 1") }
        let report = try await book.run(since: 5 * 3600, isDry: true)
        #expect(report.unreadable == 1)
    }

    @Test func `ordinary use of a month does not add up to a scan`() async throws {
        let book = try EventBook(.epsilon)
        for host in 1...90 {
            try book.add(
                source: "192.168.1.9", destination: "10.0.0.\(host)", port: 443,
                at: EventBook.ago(Double(host) * 8 * 3600))
        }
        #expect(try await book.run(since: 31 * 86_400).told == [])
        var settings = RetroSettings()
        try settings.set([("bucket_seconds", "0")])
        #expect(try await book.run(settings, since: 31 * 86_400).told == ["horizontal_scan 192.168.1.9>"])
    }

    @Test func `what a person snoozed stays silent until the time, and a false positive for good`() async throws {
        let book = try EventBook(.main)
        for port in 1...60 { try book.add(source: "203.0.113.5", port: port, at: EventBook.ago(600)) }
        let id = try #require(try await book.run().items.first?.alert.id)
        let store = try ScoutDatabase(foreign: book.path, now: EventBook.now)
        let until = EventBook.ago(-3 * 86_400)
        _ = try await store.setScoutStatus(id, .snoozed, until: until, now: EventBook.now)
        let tomorrow = EventBook.ago(-86_400)
        #expect(try await book.run(since: 200_000, now: tomorrow).count(.snoozed) == 1)
        let later = EventBook.ago(-4 * 86_400)
        #expect(try await book.run(since: 500_000, now: later).told.count == 1)
        _ = try await store.setScoutStatus(id, .falsePositive, until: nil, now: later)
        #expect(try await book.run(since: 800_000, now: EventBook.ago(-6 * 86_400)).count(.falsePositive) == 1)
    }

    @Test func `what is no net-sentinel database is a sentence`() async throws {
        let book = try EventBook(.epsilon)
        try await book.queue.write { try $0.execute(sql: "ALTER TABLE ip_events RENAME COLUMN src_ip TO wherefrom") }
        for isDry in [true, false] {
            let error = await #expect(throws: HuntingError.self) { _ = try await book.run(isDry: isDry) }
            #expect(error?.message.contains("wherefrom") == true)
        }
        #expect(try book.int("SELECT count(*) FROM sqlite_master WHERE name = 'scout_alerts'") == 0)
        let hunt = RetroHunt(RetroSettings(), since: EventBook.ago(60), until: EventBook.now)
        for (name, text) in [
            ("nothing.db", "there is no file"), ("words.db", "is no SQLite database"), ("", "is a folder"),
        ] {
            let place = name.isEmpty ? book.folder.path : book.folder.appending(path: name).path
            if name == "words.db" { try Data("not a database at all".utf8).write(to: URL(fileURLWithPath: place)) }
            let error = await #expect(throws: HuntingError.self) {
                _ = try await hunt.run(foreign: place, now: EventBook.now)
            }
            #expect(error?.message.contains(text) == true)
        }
    }

    @Test func `no more alerts than a run may make`() async throws {
        let book = try EventBook(.epsilon)
        for host in 1...8 {
            try book.add(source: "203.0.113.\(host)", port: 22, hits: 900 + host, at: EventBook.ago(60))
        }
        var settings = RetroSettings()
        try settings.set([("max_alerts_per_run", "3")])
        let report = try await book.run(settings)
        #expect(report.count(.inserted) == 3 && report.count(.over) == 5)
    }
}
