import Foundation
import Testing

@testable import Bedrock

@Suite struct RowWriterTests {
    private let path = FileManager.default.temporaryDirectory.path + "/netsentinel-rows-\(UUID().uuidString).db"

    private func writer(_ values: String) throws(DatabaseFault) -> RowWriter {
        // SQLite makes a file only where it is allowed to: the store makes it first.
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        return try RowWriter(
            path: path, setup: "CREATE TABLE IF NOT EXISTS row (a, b, c)",
            insertion: "INSERT INTO row VALUES (\(values))")
    }

    @Test func `rows are written and wrong ones refused with the reason`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var rows = try writer("?1, ?2, ?3")
        rows.bind(1, 7)
        rows.bind(2, high: 0x2001_0db8_0000_0000, low: 1)
        try rows.step(3, "name\0behind")
        rows.bind(2, asciiHigh: 0x5368_4100_0000_0000, low: 0, count: 3)
        rows.bindNull(1)
        try rows.step()
        // Checked by SQLite itself: a constraint that fails tells it.
        try rows.execute("CREATE TABLE told (ok CHECK (ok))")
        try rows.execute(
            "INSERT INTO told SELECT a = 7 AND hex(b) = '20010DB8000000000000000000000001' AND length(CAST(c AS BLOB)) = 11 FROM row WHERE a = 7"
        )
        try rows.execute(
            "INSERT INTO told SELECT b = 'ShA' AND c IS NULL AND typeof(b) = 'text' FROM row WHERE a IS NULL")
        let fault = #expect(throws: DatabaseFault.self) { try rows.execute("INSERT INTO told VALUES (0)") }
        #expect(fault?.isFull == false)
        #expect(fault?.description.contains("CHECK") == true)
    }

    @Test func `a place that the statement does not have is an error at the step`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var rows = try writer("?1, 0, 0")
        rows.bind(2, high: 1, low: 1)
        #expect(throws: DatabaseFault.self) { try rows.step() }
        rows.bind(1, 1)
        #expect(throws: Never.self) { try rows.step() }
    }

    @Test func `a file that is not there or no database is refused`() {
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: DatabaseFault.self) { _ = try RowWriter(path: path, setup: "", insertion: "SELECT 1") }
        _ = FileManager.default.createFile(atPath: path, contents: Data(repeating: 0x41, count: 4096))
        #expect(throws: DatabaseFault.self) {
            _ = try RowWriter(path: path, setup: "PRAGMA journal_mode=WAL", insertion: "SELECT 1")
        }
    }
}
