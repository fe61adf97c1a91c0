import Analyst
import Bedrock
package import Capture
import Enrichment
package import Exports
import Foundation
import Hunting
import Logging
import ServiceLifecycle
import Storage
import UnixSignals
import Vocabulary
import Web

/// The living service: one capture, the memory of what it saw, and the street door for people and programs.
///
/// The packet thread waits for nobody: its news go over `Relay`, and what upstairs cannot take is counted.
package struct GuardianService: Sendable {
    /// The capture, run on its own thread: given the settings in force and the line to the service.
    package typealias Watch = @Sendable (DetectionSettings, ServiceLine, StopSignal) throws -> AnalysisDocument

    /// What a person at the terminal is told.
    package enum Notice: Sendable {
        /// The door is open. The first start made an administrator's token: told now and never again.
        case listening(url: String, firstToken: String?)
        /// The capture is over and the service goes on.
        case captureEnded
    }

    private let settings: ServiceSettings
    private let detection: DetectionSettings
    private let watch: Watch
    private let tell: @Sendable (Notice) -> Void

    package init(
        _ settings: ServiceSettings, detection: DetectionSettings, watch: @escaping Watch,
        tell: @escaping @Sendable (Notice) -> Void
    ) {
        self.settings = settings
        self.detection = detection
        self.watch = watch
        self.tell = tell
    }

    /// Runs until a signal, or, without a web service, until the capture is over. The document is what the capture found.
    package func run() async throws -> AnalysisDocument? {
        let store = try DataFolder.own(settings.data)
        let latest = try await store.latestStreamID()
        let ids = StreamIDs(after: latest)
        let hub = Hub(boot: "\(WallClock.now.nanoseconds)", isForged: settings.isForged, latest: latest)
        let desk = NewsDesk(
            store: store, ids: ids, forged: settings.isForged, version: settings.version, publish: hub.publish)
        await desk.recall(try await store.incidentHistory(limit: 500))
        let inbox = CommandInbox()
        let control = ControlDesk(
            detection: detection, store: store, desk: desk, inbox: inbox, ids: ids, analyses: AnalysisQueue())
        let past = PastSearchDesk(store: store) { findings in
            for finding in findings { _ = try? await desk.take(past: finding, known: nil) }
        }
        let indicators = IndicatorOffice(
            data: settings.data, named: detection.listFiles.map { ListFolder.source($0) }, inbox: inbox, past: past,
            atlas: .standard(data: settings.data), use: { await control.use(indicators: $0) })
        await indicators.load()
        let learning = LearningDesk(folder: settings.data, store: store, inbox: inbox)
        var inForce = try await control.restore()
        inForce.baseline = await learning.baseline
        inForce.learns = true
        let room = try IntelligenceRoom(
            folder: settings.data, evidence: store,
            local: [HouseKnowledge { await indicators.answer(about: $0) }])
        let enrichment = EnrichmentService(desk: room.desk, evidence: store, store: store, news: desk, ids: ids)
        let office = try await room.office(store: store, waiting: { await enrichment.waiting })
        // Nobody is asked about traffic that was made up.
        if !settings.isForged {
            await desk.listen { update in enrichment.offer(update) }
            await desk.listen(toFlows: { news in enrichment.meet(news) })
        }
        let explained = AnalystInbox()
        let analyst = AnalystOffice(
            store: store, ids: ids, gate: room.gate, folder: settings.data, inbox: explained,
            asksModel: !settings.isForged, announce: { await desk.remember($0, .analysed) })
        await analyst.restore()
        await desk.listen { update in explained.put(update.incident) }
        let hunter = try await HunterRoom(
            folder: settings.data, store: store, news: desk, places: AtlasPlaces(indicators.atlas),
            forged: settings.isForged)
        if !settings.isForged { await hunter.listen(to: MissionAdviser(analyst.model)) }
        let desks = ServiceDesks(
            intelligence: office, indicators: indicators, analyst: analyst, model: learning, hunter: hunter)
        let capture = CaptureService(
            source: settings.source, speed: settings.replaySpeed, inForce: inForce, watch: watch, desk: desk,
            inbox: inbox, learning: learning, endsService: settings.web == nil, tell: tell)
        // Told to end in reverse order: nobody comes in any more, the capture ends, and what it brought is written last.
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: StorageService(store: store, control: control), failureTerminationBehavior: .cancelGroup),
            .init(service: LearningService(desk: learning), successTerminationBehavior: .ignore),
            .init(service: PulseService(desk: desk, inbox: inbox), successTerminationBehavior: .ignore),
            .init(service: enrichment, successTerminationBehavior: .ignore),
            .init(service: AnalystService(office: analyst), successTerminationBehavior: .ignore),
            .init(
                service: IndicatorService(office: indicators, past: past), successTerminationBehavior: .ignore),
            .init(service: HunterService(room: hunter), successTerminationBehavior: .ignore),
            .init(
                service: capture, successTerminationBehavior: settings.web == nil ? .gracefullyShutdownGroup : .ignore,
                failureTerminationBehavior: .gracefullyShutdownGroup),
        ]
        if let door = settings.syslog {
            services.append(
                .init(service: try syslog(door), failureTerminationBehavior: .gracefullyShutdownGroup))
        }
        if let door = settings.web {
            services.append(
                .init(
                    service: try await web(door, store, control, hub, desks),
                    successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup))
        }
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigint, .sigterm],
            logger: Logger(label: "netsentinel") { _ in SwiftLogNoOpLogHandler() })
        // Whoever does not end when told is cancelled, and the process ends all the same.
        configuration.maximumGracefulShutdownDuration = .seconds(20)
        configuration.maximumCancellationDuration = .seconds(10)
        try await ServiceGroup(configuration: configuration).run()
        return capture.document
    }

    private func syslog(_ door: ServiceSettings.SyslogDoor) throws -> SyslogService {
        let database = try ScoutDatabase(folder: settings.data, now: WallClock.now)
        return SyslogService(door, log: RouterLog(database, zone: try IngestCommand.timeZone(door.zone)))
    }

    private func web(
        _ door: ServiceSettings.Door, _ store: Store, _ control: ControlDesk, _ hub: Hub, _ desks: ServiceDesks
    ) async throws -> WebServer {
        let first = try await MadeToken.first(in: store, at: WallClock.now)?.secret
        return WebServer(
            settings: door.settings(data: settings.data, version: settings.version), store: store,
            control: control, desks: desks, hub: hub, logger: Self.logger(),
            onListening: { [tell] url in tell(.listening(url: url, firstToken: first)) })
    }

    /// Warnings and errors go to standard error; the rest is for those who ask.
    private static func logger() -> Logger {
        var logger = Logger(label: "netsentinel") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        return logger
    }
}
