import ServiceLifecycle

/// Keeps what was learnt when the service ends.
struct LearningService: ServiceLifecycle.Service {
    let desk: LearningDesk

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        }
        await desk.save()
    }
}
