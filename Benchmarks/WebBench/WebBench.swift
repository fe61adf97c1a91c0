import Logging
import ServiceLifecycle
import StandIn
import UnixSignals
import Vocabulary
import Web

/// The web service with made-up content, for scripts/stream-bench.sh and scripts/api-proof.sh.
///
/// `webbench PORT TOKEN [RATE SIZE]`: listens on loopback, takes TOKEN as an admin's, and publishes RATE alerts a
/// second of SIZE bytes, each with the moment it was published (nanoseconds of the wall clock) as `at`.
@main
struct WebBench {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count >= 3, let port = Int(words[1]) else {
            print("usage: webbench PORT TOKEN [RATE SIZE]")
            return
        }
        let store = MemoryStore(StandInContent.some)
        _ = try await store.addToken(
            name: "bench", role: .admin, scopes: [], hash: Secret(text: words[2]).hash, at: StandInContent.noon)
        _ = try await store.addToken(
            name: "onlooker", role: .viewer, scopes: [], hash: Secret(text: words[2] + "-viewer").hash, at: StandInContent.noon)
        let hub = Hub(boot: "bench", latest: 30)
        var settings = WebSettings()
        settings.port = port
        settings.version = "bench"
        settings.uploadFolder = "/tmp"
        settings.uploadMaximum = 16 << 20
        var logger = Logger(label: "webbench")
        logger.logLevel = .error
        let server = WebServer(
            settings: settings, store: store, control: StillControl(store: store),
            desks: ServiceDesks(analyst: StillAnalyst(store: store)), hub: hub, logger: logger,
            onListening: { print("listening at \($0)") })
        var services: [any ServiceLifecycle.Service] = [server]
        if words.count >= 5, let rate = Int(words[3]), let size = Int(words[4]), rate > 0 {
            services.append(Publisher(hub: hub, rate: rate, size: size))
        }
        let group = ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await group.run()
    }
}

/// Publishes at a steady rate: what a tick was late is made up for in the next.
struct Publisher: ServiceLifecycle.Service {
    let hub: Hub
    let rate: Int
    let size: Int

    func run() async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let padding = String(repeating: "x", count: max(0, size - 80))
        let now = WebSettings().now
        var sent = 0
        while !Task.isShuttingDownGracefully {
            let elapsed = clock.now - start
            let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
            let due = Int(seconds * Double(rate))
            while sent < due {
                sent += 1
                let text = "{\"number\":\(sent),\"at\":\(now().nanoseconds),\"padding\":\"\(padding)\"}"
                hub.publish(
                    LiveMessage(id: UInt64(sent + 1_000), channel: .alerts, kind: .alert, json: Array(text.utf8)))
            }
            try? await clock.sleep(for: .milliseconds(1))
        }
    }
}
