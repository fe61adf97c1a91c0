import Bedrock
import Capture
import Exports
import Foundation
import ServiceLifecycle
import Synchronization
import Vocabulary

/// Runs the capture on a thread of its own, and brings its news to the desk until both are done.
final class CaptureService: ServiceLifecycle.Service {
    private let source: String
    private let speed: Double?
    private let inForce: DetectionSettings
    private let watch: GuardianService.Watch
    private let desk: NewsDesk
    private let inbox: CommandInbox
    private let learning: LearningDesk
    private let endsService: Bool
    private let tell: @Sendable (GuardianService.Notice) -> Void
    private let stop = StopSignal()
    private let found = Mutex<AnalysisDocument?>(nil)

    init(
        source: String, speed: Double?, inForce: DetectionSettings, watch: @escaping GuardianService.Watch,
        desk: NewsDesk, inbox: CommandInbox, learning: LearningDesk, endsService: Bool,
        tell: @escaping @Sendable (GuardianService.Notice) -> Void
    ) {
        self.source = source
        self.speed = speed
        self.inForce = inForce
        self.watch = watch
        self.desk = desk
        self.inbox = inbox
        self.learning = learning
        self.endsService = endsService
        self.tell = tell
    }

    /// What the capture found; nil while it runs.
    var document: AnalysisDocument? { found.withLock { $0 } }

    func run() async throws {
        let relay = Relay()
        await desk.change {
            $0.started = WallClock.now
            $0.source = source
            $0.state = speed == nil ? .running : .replaying
            $0.replaySpeed = speed ?? 0
        }
        try await withTaskCancellationOrGracefulShutdownHandler {
            async let captured: Void = capture(relay)
            await relay.deliver { news in
                await desk.take(news)
                if !news.behaviour.isEmpty || news.refusedBehaviour > 0 || !news.seconds.isEmpty {
                    await learning.take(
                        news.behaviour, refused: news.refusedBehaviour, seconds: news.seconds.map(\.time.second))
                }
            }
            try await captured
        } onCancelOrGracefulShutdown: {
            self.stop.raise()
        }
    }

    /// The packet thread, from its start to its end.
    private func capture(_ relay: Relay) async throws {
        let outcome: Result<AnalysisDocument, any Error> = await withCheckedContinuation { continuation in
            let thread = Thread { [watch, inForce, inbox, stop] in
                let line = ServiceLine(inbox: inbox, messenger: Messenger(relay: relay))
                let outcome = Result { try watch(inForce, line, stop) }
                relay.close()
                continuation.resume(returning: outcome)
            }
            thread.name = "packets"
            thread.stackSize = 8 << 20
            thread.start()
        }
        switch outcome {
        case .success(let document):
            found.withLock { $0 = document }
            let stopped = stop.isRaised
            await desk.change { $0.state = stopped ? .stopped : .ended }
            if !stopped, !endsService { tell(.captureEnded) }
        case .failure(let error):
            await desk.change {
                $0.state = .failed
                $0.message = "\(error)"
            }
            throw error
        }
    }
}
