import Testing
import Vocabulary

@testable import Hunting

@Suite("FirewallEvent")
struct FirewallEventTests {
    private static let tail =
        "IN=eth0 OUT= MAC=00:11:22:33:44:55 SRC=203.0.113.5 DST=192.0.2.10 LEN=60 TTL=51 ID=1 DF PROTO=TCP SPT=40000 DPT=22 SYN"

    @Test(arguments: [
        ("kernel: [12.3] DROP ", FirewallEvent.Verdict.drop), ("kernel: [UFW BLOCK] ", .drop),
        ("kernel: FW-DROP:", .drop),
        ("kernel: ACCEPT ", .accept), ("kernel: [DROP_WAN]", .drop), ("kernel: fw ACTION=ACCEPT ", .accept),
        ("kernel: reject: ", .drop),
    ])
    func `what was done is a word before the packet`(prefix: String, verdict: FirewallEvent.Verdict) throws {
        let event = try FirewallEvent((prefix + Self.tail)[...])
        #expect(event.verdict == verdict && event.inbound == "eth0" && event.direction == "Inbound")
        #expect(event.source == IPAddress(203, 0, 113, 5) && event.destinationPort == 22 && event.transport == "TCP")
    }

    @Test func `without a word it is an event all the same, without ports too, in IPv6 too`() throws {
        let event = try FirewallEvent("kernel: IN= OUT=eth0 SRC=2001:db8::1 DST=2001:db8::2 PROTO=ICMPv6 TYPE=128")
        #expect(
            event.verdict == nil && event.destinationPort == nil && event.direction == "Outbound"
                && event.transport == "ICMPV6")
    }

    @Test func `of a quoted packet nothing is taken`() throws {
        let event = try FirewallEvent(
            "DROP IN=eth0 OUT= SRC=10.0.0.1 DST=10.0.0.2 PROTO=ICMP TYPE=3 CODE=1 [SRC=10.0.0.2 DST=9.9.9.9 PROTO=UDP SPT=5 DPT=53 ]"
        )
        #expect(event.destination == IPAddress(10, 0, 0, 2) && event.transport == "ICMP")
    }

    @Test func `grouped lines carry their count and their last time`() throws {
        let event = try FirewallEvent(("DROP " + Self.tail + " HITCOUNT=17 LASTTS=2026-11-20T08:00:00Z")[...])
        #expect(event.hits == 17 && event.last == Timestamp("2026-11-20T08:00:00Z"))
    }

    @Test func `what is forwarded is judged by who is at home`() throws {
        func direction(_ source: String, _ destination: String) throws -> String {
            try FirewallEvent("ACCEPT IN=br0 OUT=eth0 SRC=\(source) DST=\(destination) PROTO=UDP SPT=1 DPT=2").direction
        }
        #expect(try direction("192.168.1.2", "8.8.8.8") == "Outbound")
        #expect(try direction("8.8.8.8", "192.168.1.2") == "Inbound")
        #expect(try direction("192.168.1.2", "192.168.2.2") == "Forwarded")
    }

    @Test(arguments: [
        "sshd[1]: Accepted password for root", "DROP SRC=1.2.3.4", "DROP SRC=1.2.3 DST=1.2.3.4",
        "DROP SRC=1.2.3.4 DST=1.2.3.4 DPT=70000",
        "DROP SRC=1.2.3.4 DST=1.2.3.4 HITCOUNT=-1", "DROP SRC=1.2.3.4 DST=1.2.3.4 SPT=x",
    ])
    func `what is no event says why`(text: String) {
        let refusal = #expect(throws: FirewallEvent.Refusal.self) { try FirewallEvent(text[...]) }
        #expect(refusal?.reason.isEmpty == false)
    }
}
