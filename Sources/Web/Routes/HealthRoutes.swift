import HTTPTypes
import Vocabulary

extension Routes {
    /// For whoever watches the watchman.
    var healthRoutes: [Route] {
        [
            Route(
                .get, "/health", .open, tag: "health", "The service in a line, with its live readers",
                success: .json(Schema.named("Health"))
            ) { [store, settings, hub] _ in
                try .json(
                    HealthDocument(
                        status: store.health.state == .ok ? "ok" : "degraded", version: settings.version,
                        forged: hub.isForged, readers: hub.readers))
            },
            Route(.get, "/healthz", .open, tag: "health", "Whether the process answers", success: .text("text/plain")) {
                _ in .text("ok\n")
            },
            Route(
                .get, "/readyz", .open, tag: "health", "Whether it watches and can keep what it sees",
                success: .text("text/plain")
            ) { [store, control] _ in
                let status = await control.status()
                guard status.state != .starting && status.state != .failed else {
                    throw Problem(.serviceUnavailable, "The capture is \(status.state.rawValue).")
                }
                guard store.health.state == .ok else {
                    throw Problem(.serviceUnavailable, "Storage is \(store.health.state.rawValue).")
                }
                return .text("ready\n")
            },
            Route(
                .get, "/metrics", settings.openMetrics && BindPolicy.isLoopback(settings.host) ? .open : .role(.viewer),
                tag: "health", "Numbers for Prometheus", success: .text("text/plain")
            ) { [store, control, hub, counts, desks] _ in
                let page = MetricsPage(
                    status: await control.status(), rules: await control.rules(), stats: try await store.stats(),
                    health: store.health, hub: hub, outbound: await desks.intelligence?.outbound() ?? [],
                    privateLookups: await desks.intelligence?.overview().refused, requests: counts.all)
                return .text(page.text, type: "text/plain; version=0.0.4; charset=utf-8")
            },
        ]
    }
}

private struct HealthDocument: Encodable {
    struct Connections: Encodable {
        let alerts, flows, stats, live: Int
    }
    let status: String
    let version: String
    let forged: Bool
    let connections: Connections

    init(status: String, version: String, forged: Bool, readers: [LiveMessage.Channel: Int]) {
        self.status = status
        self.version = version
        self.forged = forged
        connections = Connections(
            alerts: readers[.alerts] ?? 0, flows: readers[.flows] ?? 0, stats: readers[.stats] ?? 0,
            live: readers[.live] ?? 0)
    }

    enum CodingKeys: String, CodingKey {
        case status, version, forged
        case connections = "ws_connections"
    }
}
