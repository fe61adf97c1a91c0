import Flows
import Vocabulary

/// One line of EVE JSON at a time, written into the same memory: the head that all lines share.
///
/// Field names and their meaning are Suricata's (its user guide, "Eve JSON Format"); what is ours beyond them is named in
/// docs/reference/eve.md.
struct EVELine {
    private(set) var json = JSONWriter()
    /// Names of the interfaces by their number; a capture file has none.
    private let interfaces: [String]

    init(interfaces: [String]) { self.interfaces = interfaces }

    /// The line written last, as UTF-8.
    var bytes: [UInt8] { json.bytes }

    /// A line without a flow.
    mutating func write(_ type: String, at time: Timestamp, _ body: (inout JSONWriter) -> Void) {
        json.clear()
        json.object { line in
            Self.head(type, time, &line)
            body(&line)
        }
    }

    /// A line about a flow: addresses, ports, protocol and Community ID, always seen from the flow's initiator.
    mutating func write(
        _ type: String, at time: Timestamp, _ flow: FlowSnapshot, app: String? = nil, _ body: (inout JSONWriter) -> Void
    ) {
        json.clear()
        let interface = Int(flow.interface) < interfaces.count ? interfaces[Int(flow.interface)] : ""
        json.object { line in
            line.field("timestamp", time, zone: Self.zone)
            line.field("flow_id", flow.id)
            line.field("in_iface", ifPresent: interface)
            line.field("event_type", type)
            if flow.vlan != 0 { line.array("vlan") { list in list.value(flow.vlan) } }
            Self.tuple(flow, &line)
            if let app = app ?? EVENames.application(flow) { line.field("app_proto", app) }
            line.field("community_id", CommunityID.text(of: flow.key))
            if flow.depth > 0 { line.object("tunnel") { tunnel in tunnel.field("depth", flow.depth) } }
            body(&line)
        }
    }

    /// UTC as Suricata writes zones.
    static let zone = "+0000"

    private static func head(_ type: String, _ time: Timestamp, _ line: inout JSONWriter) {
        line.field("timestamp", time, zone: zone)
        line.field("event_type", type)
    }

    private static func tuple(_ flow: FlowSnapshot, _ line: inout JSONWriter) {
        let key = flow.key
        let hasPorts = key.transport == .tcp || key.transport == .udp || key.transport == .sctp
        line.field("src_ip", key.initiator)
        if hasPorts { line.field("src_port", key.initiatorPort) }
        line.field("dest_ip", key.responder)
        if hasPorts { line.field("dest_port", key.responderPort) }
        line.field("proto", EVENames.transport(key.transport))
        if key.transport == .icmp || key.transport == .icmpv6 {
            line.field("icmp_type", flow.icmpType)
            line.field("icmp_code", flow.icmpCode)
        }
    }
}
