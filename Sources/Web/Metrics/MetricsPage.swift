import Vocabulary

/// The numbers of the service in Prometheus' text format (version 0.0.4).
struct MetricsPage {
    let status: ServiceStatus
    let rules: [RuleStatus]
    let stats: StoreStats
    let health: StoreHealth
    let hub: Hub
    let outbound: [OutboundFigures]
    /// Look-ups of addresses that are not public; nil where nobody looks up.
    let privateLookups: UInt64?
    let requests: [(key: RequestCounts.Key, count: UInt64)]

    var text: String {
        var page = Page()
        page.counter("packets_total", "Packets seen.", [([], status.packets)])
        page.counter("bytes_total", "Bytes of packets seen.", [([], status.bytes)])
        let drops = [("kernel", status.kernelDrops), ("ring", status.ringDrops)]
        page.counter("drops_total", "Packets lost before they were seen.", drops.map { ([("kind", $0.0)], $0.1) })
        page.counter(
            "losses_total", "What could not be seen, by name.",
            status.losses.sorted { $0.key < $1.key }.map { ([("kind", $0.key)], $0.value) })
        page.gauge("flows_active", "Flows that are open.", [([], status.flowsActive)])
        page.counter("flows_total", "Flows opened.", [([], status.flowsOpened)])
        page.counter(
            "findings_total", "Findings by rule since the start.",
            rules.map { ([("rule", $0.name)], $0.findings) })
        page.gauge(
            "alerts_stored", "Alerts that are kept, by detection.",
            stats.alertsByRule.sorted { $0.key < $1.key }.map { ([("detection", $0.key)], UInt64(clamping: $0.value)) })
        page.gauge(
            "incidents", "Incidents that are kept, by severity.",
            stats.incidentsBySeverity.sorted { $0.key < $1.key }
                .map { ([("severity", $0.key)], UInt64(clamping: $0.value)) })
        page.gauge(
            "capture_state", "1 for the state the capture is in.", [([("state", status.state.rawValue)], 1)])
        page.gauge("storage_state", "1 for the state storage is in.", [([("state", health.state.rawValue)], 1)])
        page.gauge("storage_bytes", "Bytes on disk.", [([], health.bytes)])
        let unwritten = health.unwritten
        page.counter(
            "storage_unwritten_total", "What could not be written and is lost.",
            [
                ([("kind", "flows")], unwritten.flows), ([("kind", "alerts")], unwritten.alerts),
                ([("kind", "incidents")], unwritten.incidents), ([("kind", "ticks")], unwritten.ticks),
            ])
        let readers = hub.readers
        page.gauge(
            "websocket_readers", "Readers of the live streams.",
            LiveMessage.Channel.allCases.map {
                ([("channel", $0.rawValue)], UInt64(clamping: readers[$0] ?? 0))
            })
        page.counter("websocket_missed_total", "Messages that slow readers lost.", [([], hub.dropped)])
        tellOutbound(&page)
        page.counter(
            "http_requests_total", "Requests answered.",
            requests.map {
                ([("route", $0.key.route), ("method", $0.key.method), ("code", "\($0.key.status)")], $0.count)
            })
        return page.text
    }

    /// What left the machine, or was kept from it.
    private func tellOutbound(_ page: inout Page) {
        guard let privateLookups else { return }
        page.counter(
            "outbound_calls_total", "Calls that left the machine, by service; attempts count.",
            outbound.map { ([("service", $0.service)], $0.calls) })
        page.counter(
            "outbound_failures_total", "Calls that failed: no answer, or one that says that the service is broken.",
            outbound.map { ([("service", $0.service)], $0.failed) })
        page.counter(
            "outbound_refused_total", "Calls that were not made, by reason.",
            outbound.flatMap { figures in
                Set(OutboundFigures.reasons).union(figures.refused.keys).sorted().map {
                    ([("service", figures.service), ("reason", $0)], figures.refused[$0] ?? 0)
                }
            })
        page.gauge(
            "outbound_state", "1 for the state a service is in; broken: its breaker is open.",
            outbound.map { ([("service", $0.service), ("state", $0.state.rawValue)], 1) })
        page.counter(
            "lookups_private_total", "Look-ups of addresses that are not public, of which nobody outside was told.",
            [([], privateLookups)])
    }

    private struct Page {
        typealias Samples = [(labels: [(String, String)], value: UInt64)]
        var text = ""

        mutating func counter(_ name: String, _ help: String, _ samples: Samples) {
            write(name, help, "counter", samples)
        }

        mutating func gauge(_ name: String, _ help: String, _ samples: Samples) {
            write(name, help, "gauge", samples)
        }

        private mutating func write(_ name: String, _ help: String, _ type: String, _ samples: Samples) {
            text += "# HELP netsentinel_\(name) \(help)\n# TYPE netsentinel_\(name) \(type)\n"
            for sample in samples {
                let labels = sample.labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
                text += "netsentinel_\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(sample.value)\n"
            }
        }

        private static func escaped(_ value: String) -> String {
            var text = ""
            for scalar in value.unicodeScalars {
                switch scalar {
                case "\\": text += "\\\\"
                case "\"": text += "\\\""
                case "\n": text += "\\n"
                default: text.unicodeScalars.append(scalar)
                }
            }
            return text
        }
    }
}
