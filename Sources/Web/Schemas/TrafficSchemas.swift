import Vocabulary

/// Flows, hosts, traffic and statistics.
enum TrafficSchemas {
    static let components: [String: JSONValue] = [
        "Flow": Schema.object([
            "id": Schema.text, "community_id": Schema.orNull(Schema.text), "start": Schema.time, "end": Schema.time,
            "src_ip": Schema.text, "src_port": port, "dst_ip": Schema.text, "dst_port": port,
            "protocol": Schema.text, "service": Schema.text, "direction": direction, "state": Schema.text,
            "history": Schema.text, "bytes_out": Schema.count, "bytes_in": Schema.count,
            "packets_out": Schema.count, "packets_in": Schema.count, "duration": Schema.number,
            "name": Schema.orNull(Schema.text), "tags": Schema.texts, "forged": Schema.flag,
        ]),
        "Host": Schema.object(hostMembers),
        "HostDetail": Schema.object(hostMembers.merging(detailMembers) { first, _ in first }),
        "TrafficPoint": Schema.object([
            "time": Schema.time, "packets": Schema.count, "bytes": Schema.count,
            "by_protocol": Schema.object([
                "tcp": Schema.count, "udp": Schema.count, "icmp": Schema.count, "other": Schema.count,
            ]),
            "by_direction": Schema.object([
                "inbound": Schema.count, "outbound": Schema.count, "internal": Schema.count,
                "external": Schema.count,
            ]),
            "new_flows": Schema.count, "active_flows": Schema.count, "anomalous_packets": Schema.count,
        ]),
        "TopEntry": Schema.object([
            "key": Schema.text, "bytes": Schema.count, "packets": Schema.count, "flows": Schema.count,
            "home": Schema.flag,
        ]),
        "StatsSample": Schema.object([
            "timestamp": Schema.time, "packets_seen": Schema.count, "packets_dropped": Schema.count,
            "flows_active": Schema.count, "alerts_fired": Schema.count, "windows_analyzed": Schema.count,
        ]),
        "PacketHistoryPoint": Schema.object([
            "timestamp": Schema.time, "total_packets": Schema.count, "anomalous_packets": Schema.count,
        ]),
        "Stats": Schema.object([
            "total_alerts": Schema.count, "alerts_last_hour": Schema.count, "alerts_by_severity": Schema.counts,
            "alerts_by_rule": Schema.counts,
            "top_src_ips": Schema.list([
                "type": "array", "items": ["anyOf": [Schema.text, Schema.count]], "minItems": 2, "maxItems": 2,
            ]),
            "latest_alert_timestamp": Schema.orNull(Schema.time), "incidents_open": Schema.count,
            "incidents_by_severity": Schema.counts, "incidents_by_status": Schema.counts,
            "pipeline_stats": Schema.object([
                "capture": Schema.object([
                    "packets_seen": Schema.count, "packets_dropped": Schema.count, "bytes": Schema.count,
                ]),
                "aggregator": Schema.object(["flows_active": Schema.count, "flows_opened": Schema.count]),
                "engine": Schema.object([
                    "findings": Schema.count, "alerts_suppressed": Schema.count, "windows_analyzed": Schema.count,
                ]),
                "llm": ["type": "null"],
            ]),
        ]),
        "SearchResult": Schema.object([
            "incidents": Schema.list(Schema.named("IncidentSummary")), "flows": Schema.list(Schema.named("Flow")),
            "hosts": Schema.list(Schema.named("Host")), "problem": Schema.orNull(Schema.text),
        ]),
    ]

    private static let port: JSONValue = ["type": "integer", "minimum": 0, "maximum": 65_535]
    private static let direction = Schema.choice(Direction.allCases.map(\.name))

    private static let hostMembers: [String: JSONValue] = [
        "address": Schema.text, "mac": Schema.orNull(Schema.text), "vendor": Schema.orNull(Schema.text),
        "place": Schema.orNull(Schema.named("Place")),
        "names": Schema.texts, "home": Schema.flag, "first_seen": Schema.time, "last_seen": Schema.time,
        "bytes_out": Schema.count, "bytes_in": Schema.count, "flows": Schema.count,
        "incidents_open": Schema.count, "consensus": Schema.orNull(Schema.named("Consensus")),
    ]

    private static let detailMembers: [String: JSONValue] = [
        "peers": Schema.list(
            Schema.object([
                "address": Schema.text, "bytes": Schema.count, "flows": Schema.count, "services": Schema.texts,
                "home": Schema.flag,
            ])),
        "services": Schema.list(
            Schema.object([
                "service": Schema.text, "port": port, "flows": Schema.count, "bytes": Schema.count,
                "side": Schema.choice(["client", "server"]),
            ])),
        "incidents": Schema.list(Schema.named("IncidentSummary")),
        "traffic": Schema.list(
            Schema.object(["time": Schema.time, "bytes_in": Schema.count, "bytes_out": Schema.count])),
        "flows_considered": Schema.count, "evidence": Schema.orNull(Schema.named("EvidenceNote")),
    ]
}
