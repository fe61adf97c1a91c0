package import Bedrock
import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import Glibc
import ServiceLifecycle
package import Vocabulary

/// The service's street door for people and programs: HTTP API, live streams, dashboard.
///
/// Runs until it is told to stop: then it takes no more connections, lets answers finish, and tells every reader of a
/// stream.
package struct WebServer: ServiceLifecycle.Service {
    private let settings: WebSettings
    private let store: any SentinelStore
    private let control: any ServiceControl
    private let desks: ServiceDesks
    private let hub: Hub
    private let logger: Logger
    private let files: [EmbeddedFile]
    private let onListening: @Sendable (_ url: String) -> Void

    /// - Parameter onListening: is told the address once connections are taken, such as `http://127.0.0.1:8000`.
    package init(
        settings: WebSettings, store: any SentinelStore, control: any ServiceControl,
        desks: ServiceDesks = ServiceDesks(), hub: Hub, logger: Logger = Logger(label: "netsentinel.web"),
        files: [EmbeddedFile] = EmbeddedFiles.dashboard(),
        onListening: @escaping @Sendable (_ url: String) -> Void = { _ in }
    ) {
        self.settings = settings
        self.store = store
        self.control = control
        self.desks = desks
        self.hub = hub
        self.logger = logger
        self.files = files
        self.onListening = onListening
    }

    /// - Throws: `WebError` when it may not or cannot listen where it was told to.
    package func run() async throws {
        let hasTokens = try await !store.tokens().isEmpty
        let policy = BindPolicy(host: settings.host, hasTLS: settings.hasTLS, hasTokens: hasTokens)
        if case .refused(let reason) = policy.verdict { throw WebError(reason) }
        if let folder = settings.uploadFolder { try PrivateFolder.make(folder) }
        let tls = try TransportSecurity.context(for: settings.transport, names: settings.names + [settings.host])
        let counts = RequestCounts()
        let table = RouteTable(
            Routes(
                settings: settings, store: store, control: control, desks: desks, hub: hub, counts: counts,
                logger: logger
            ).all)
        let hosts = HostPolicy(listen: settings.host, names: settings.names)
        let origins = OriginPolicy(hasTLS: settings.hasTLS)
        let authenticator = Authenticator(store: store, now: settings.now)
        let desk = FrontDesk(
            table: table, hosts: hosts, origins: origins, authenticator: authenticator, store: store,
            pages: DashboardPages(files: files), counts: counts, logger: logger, now: settings.now)
        let sockets = SocketDesk(
            hub: hub, hosts: hosts, origins: origins, authenticator: authenticator, store: store, logger: logger)
        var limits = settings.limits
        limits.bodyMaximum = { head in Self.bodyMaximum(of: head, in: table) }
        // A connection is a file; the store, the capture and uploads need some too.
        limits.connections = max(64, min(limits.connections, FileLimit.raise(to: limits.connections + 1_024) - 256))
        let application = Application(
            responder: desk,
            server: HTTPServerBuilder { [limits] responder in
                UpgradeChannel(
                    responder: responder, limits: limits, tls: tls, serve: { await sockets.serve($0, $1) })
            },
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), backlog: 4_096,
                availableConnectionsDelegate: .maximum(limits.connections, logger: logger)),
            onServerRunning: { [settings, onListening] channel in
                onListening(Self.url(of: channel, settings: settings))
            },
            logger: logger)
        do {
            try await withGracefulShutdownHandler {
                try await application.run()
            } onGracefulShutdown: { [hub] in
                hub.close()
            }
        } catch let error as IOError {
            throw WebError(Self.explanation(of: error, host: settings.host, port: settings.port))
        } catch let error as SocketAddressError {
            throw WebError("cannot listen on \(settings.host): \(error)")
        }
    }

    private static func bodyMaximum(of head: HTTPTypes.HTTPRequest, in table: RouteTable) -> (
        bytes: Int, isUpload: Bool
    ) {
        guard let target = RequestTarget(head.path ?? ""),
            case .found(let route, _) = table.match(head.method, target.segments), let body = route.body
        else { return (Route.Body.jsonMaximum, false) }
        return (body.maximum, body.type == "application/octet-stream")
    }

    private static func url(of channel: any Channel, settings: WebSettings) -> String {
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        let port = channel.localAddress?.port ?? settings.port
        return "\(settings.hasTLS ? "https" : "http")://\(host):\(port)"
    }

    private static func explanation(of error: IOError, host: String, port: Int) -> String {
        switch error.errnoCode {
        case EADDRINUSE:
            "port \(port) on \(host) is taken by another program: stop it, or choose another with --listen \(host):PORT"
        case EACCES:
            "may not listen on port \(port): ports below 1024 need CAP_NET_BIND_SERVICE; choose another with --listen"
        case EADDRNOTAVAIL:
            "cannot listen on \(host): this machine has no such address"
        default:
            "cannot listen on \(host):\(port): \(error)"
        }
    }
}
