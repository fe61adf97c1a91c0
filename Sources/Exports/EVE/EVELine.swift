import Flows
import Vocabulary

/// The common head of every EVE line, and the lines about flows and findings.
enum EVELine {
    static func flow(_ flow: FlowSnapshot, interface: String) -> String {
        line("flow", at: flow.lastSeen, flow, interface: interface) { writer in
            writer.object("flow") {
                $0.field("pkts_toserver", flow.initiator.packets)
                $0.field("pkts_toclient", flow.responder.packets)
                $0.field("bytes_toserver", flow.initiator.bytes)
                $0.field("bytes_toclient", flow.responder.bytes)
                $0.field("start", stamp(flow.firstSeen))
                $0.field("end", stamp(flow.lastSeen))
                $0.field("age", Int(flow.duration))
                $0.field("state", state(flow))
                $0.field("reason", reason(flow.ending))
            }
            guard flow.key.transport == .tcp else { return }
            writer.object("tcp") {
                $0.field("tcp_flags_ts", hex(flow.initiator.flags.rawValue))
                $0.field("tcp_flags_tc", hex(flow.responder.flags.rawValue))
                $0.field("state", "\(flow.state)")
                $0.field("history", flow.history.description)
            }
        }
    }

    static func alert(_ finding: Finding, interface: String) -> String {
        let attacker = firstAddress(finding.attackers)
        let victim = firstAddress(finding.victims)
        return line("alert", at: finding.lastSeen, interface: interface) { writer in
            if let attacker { writer.field("src_ip", attacker.description) }
            if let victim { writer.field("dest_ip", victim.description) }
            writer.object("alert") { alert in
                alert.field("action", "allowed")
                alert.field("gid", 1)
                alert.field("signature_id", signature(finding.detection))
                alert.field("rev", 1)
                alert.field("signature", finding.detection.title)
                alert.field("category", finding.detection.rawValue)
                // EVE counts severities the other way round: 1 is worst.
                alert.field("severity", max(1, 4 - Int(finding.severity.rawValue)))
                alert.object("metadata") { $0.field("mitre_technique_id", finding.techniques) }
            }
            writer.object("finding") { $0.findingFields(finding) }
        }
    }

    static func incident(_ incident: Incident) -> String {
        line("incident", at: incident.lastSeen, interface: "") { writer in
            writer.embed("incident") { $0.incident(incident) }
        }
    }

    static func stats(_ tick: TrafficTick, packets: UInt64, bytes: UInt64) -> String {
        let now = Timestamp(nanoseconds: tick.second &* 1_000_000_000)
        return line("stats", at: now, interface: "") { writer in
            writer.object("stats") { stats in
                stats.object("decoder") {
                    $0.field("pkts", packets)
                    $0.field("bytes", bytes)
                }
                stats.object("flow") { $0.field("active", tick.activeFlows) }
            }
        }
    }

    /// A line without a flow.
    static func line(
        _ type: String, at time: Timestamp, interface: String, _ body: (inout JSONWriter) -> Void
    ) -> String {
        var writer = JSONWriter()
        writer.object { line in
            line.field("timestamp", stamp(time))
            line.field("event_type", type)
            line.field("in_iface", ifPresent: interface)
            body(&line)
        }
        return writer.text
    }

    /// A line about a flow: addresses, ports, protocol and Community ID.
    static func line(
        _ type: String, at time: Timestamp, _ flow: FlowSnapshot, interface: String, _ body: (inout JSONWriter) -> Void
    ) -> String {
        line(type, at: time, interface: interface) { writer in
            writer.field("flow_id", flow.id)
            if flow.vlan != 0 { writer.array("vlan") { $0.value(flow.vlan) } }
            writer.field("src_ip", flow.key.initiator.description)
            writer.field("dest_ip", flow.key.responder.description)
            if flow.key.transport == .icmp || flow.key.transport == .icmpv6 {
                writer.field("icmp_type", flow.icmpType)
                writer.field("icmp_code", flow.icmpCode)
            } else {
                writer.field("src_port", flow.key.initiatorPort)
                writer.field("dest_port", flow.key.responderPort)
            }
            writer.field("proto", protocolName(flow.key.transport))
            if flow.service != .unknown { writer.field("app_proto", flow.service.name) }
            writer.field("community_id", CommunityID.text(of: flow.key))
            if flow.depth > 0 { writer.object("tunnel") { $0.field("depth", flow.depth) } }
            body(&writer)
        }
    }

    /// `2026-11-21T08:49:40.123456+0000`, as Suricata writes it.
    static func stamp(_ time: Timestamp) -> String { time.description.dropLast() + "+0000" }

    private static func protocolName(_ transport: IPProtocol) -> String {
        switch transport {
        case .icmpv6: "IPv6-ICMP"
        default: transport.description.uppercased()
        }
    }

    private static func state(_ flow: FlowSnapshot) -> String {
        if flow.ending == .closed || flow.ending == .reset || flow.ending == .refused { return "closed" }
        return flow.responder.packets > 0 ? "established" : "new"
    }

    private static func reason(_ ending: Ending) -> String {
        switch ending {
        case .idle: "timeout"
        case .captureEnd: "shutdown"
        case .evicted: "forced"
        default: "\(ending)"
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }

    private static func firstAddress(_ parties: [Party]) -> IPAddress? {
        for case .address(let address) in parties { return address }
        return nil
    }

    /// A stable number for an id: FNV-1a folded to 31 bits, so that tools which want a number have one.
    private static func signature(_ id: DetectionID) -> Int {
        var hash: UInt32 = 0x811C_9DC5
        for byte in id.rawValue.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return Int(hash & 0x7FFF_FFFF)
    }
}
