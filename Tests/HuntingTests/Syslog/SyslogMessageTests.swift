import Foundation
import Testing
import Vocabulary

@testable import Hunting

@Suite("SyslogMessage")
struct SyslogMessageTests {
    @Test(arguments: [
        ("<134>1 2026-11-21T08:00:00.250+01:00 router kernel - ID47 - DROP IN=eth0", "DROP IN=eth0"),
        (#"<134>1 2026-11-21T07:00:00.25Z router kernel 12 - [a@1 b="x]\"y"][c@2 d="e"] DROP IN=eth0"#, "DROP IN=eth0"),
        ("<134>1 2026-11-21T07:00:00.25Z router kernel 12 - [a@1 b=\"x\"] \u{FEFF}DROP IN=eth0", "DROP IN=eth0"),
        ("2026-11-21T08:00:00.250000+01:00 router kernel: DROP IN=eth0", "kernel: DROP IN=eth0"),
        ("2026-11-21T08:00:00.250+0100 router kernel: DROP IN=eth0", "kernel: DROP IN=eth0"),
    ])
    func `a whole time is taken as it stands`(line: String, text: String) throws {
        let message = try #require(SyslogMessage(line[...]))
        let time = try #require(Timestamp("2026-11-21T07:00:00.25Z"))
        #expect(message.moment == .exact(time))
        #expect(message.host == "router" && message.text == text)
    }

    @Test(arguments: [
        "<4>Nov 21 08:00:05 router kernel: DROP", "Nov 21 08:00:05 router kernel: DROP",
        "<4>nov  21 2026 08:00:05.123: router kernel: DROP",
    ])
    func `a time without zone is the sender's own`(line: String) throws {
        let message = try #require(SyslogMessage(line[...]))
        guard case .local(let time) = message.moment else {
            Issue.record("not local")
            return
        }
        #expect(time.month == 11 && time.day == 21 && time.second == 5 && message.host == "router")
        #expect(message.text == "kernel: DROP")
    }

    @Test(arguments: [
        "", " ", "<", "<134>", "<134>1", "<134>1 - router a b c - x", "DROP IN=eth0", "Nov 32 08:00:00 r x",
        "Nov 21 24:00:00 r x", "Nov 21 r x", "<999999>Nov",
    ])
    func `a line without a head is none`(line: String) {
        #expect(SyslogMessage(line[...]) == nil)
    }

    @Test func `every cut and every flipped byte of a line is read without trapping`() {
        let line = Array(
            #"<134>1 2026-11-21T07:00:00.25Z router kernel 12 - [a@1 b="x]\"y"] DROP IN=eth0 SRC=10.0.0.1 DST=2001:db8::1"#
                .utf8)
        var read = 0
        for cut in 0...line.count {
            if let message = SyslogMessage(String(decoding: line[..<cut], as: UTF8.self)[...]) {
                read += 1
                _ = try? FirewallEvent(message.text)
            }
            guard cut < line.count else { continue }
            for value in stride(from: 0, through: 255, by: 15) {
                var other = line
                other[cut] = UInt8(value)
                if let message = SyslogMessage(String(decoding: other, as: UTF8.self)[...]) {
                    _ = try? FirewallEvent(message.text)
                }
            }
        }
        #expect(read > 50)
    }
}
