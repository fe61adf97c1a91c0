import Testing
import Vocabulary

@testable import Analyst

@Suite("ExternalLog")
struct ExternalLogTests {
    @Test func `JSON lines and arrays are read by the names programs use`() throws {
        let lines = """
            {"timestamp": "2026-01-05T08:00:00Z", "ip": "203.0.113.9", "port": 22, "risk": "HIGH", "status": "open", "message": "seen"}
            not json
            {"src_ip": "192.168.1.5", "dst_ip": "1.1.1.1", "dest_port": "443", "severity": "low", "event_type": "flow"}
            """
        let (rows, unread) = try ExternalLog.rows(lines)
        #expect(unread == 1 && rows.count == 2)
        #expect(
            rows[0].source == "203.0.113.9" && rows[0].port == 22 && rows[0].risk == .high && rows[0].text == "seen")
        #expect(rows[0].first == Timestamp("2026-01-05T08:00:00Z"))
        #expect(
            rows[1].destination == "1.1.1.1" && rows[1].port == 443 && rows[1].kind == "flow" && rows[1].risk == .low)
        #expect(try ExternalLog.rows("[{\"ip\": \"1.2.3.4\"}, 5]").rows.count == 1)
    }

    @Test(arguments: ["", "   ", "[", "[1, 2]", "hello", "{\"a\":", "nul"])
    func `what is no log is refused with a sentence`(_ text: String) {
        #expect(throws: AnalystError.self) { try ExternalLog.rows(text) }
    }

    @Test func `texts are bounded and visible`() throws {
        let (rows, _) = try ExternalLog.rows(
            "{\"message\": \"a\\u202Eb\\u0000\(String(repeating: "x", count: 1000))\"}")
        #expect(rows[0].text.unicodeScalars.count <= 201 && rows[0].text.hasPrefix("a?b?"))
    }
}
