import Exports
import Testing
import Vocabulary

@Suite struct NoticeLogTests {
    @Test func `a finding is one notice`() {
        let memory = Memory()
        var log = NoticeLog(to: memory)
        log.observe(
            finding: Finding(
                detection: .portScanVertical, summary: "one\tscans \u{1B}[2J", severity: .high, confidence: 0.9,
                techniques: ["T1046"], attackers: [.mac(MACAddress(bits: 1)), .address(IPAddress(10, 0, 0, 9))],
                victims: [], evidence: [Evidence("ports", count: 20), Evidence("seconds", measure: 1.0 / 3)],
                flows: [8],
                firstSeen: Sample.time, lastSeen: Sample.time))
        #expect(
            memory.record == [
                "1767600000.123456", "CgiFzp1k9paD", "-", "-", "-", "-", "-", "-", "-", "-",
                "NetSentinel::port_scan_vertical", #"one\x09scans \x1b[2J"#, "ports=20 seconds=0.333333", "10.0.0.9",
                "-",
                "-", "-", "-", "Notice::ACTION_LOG", "(empty)", "0.000000",
            ])
    }
}
