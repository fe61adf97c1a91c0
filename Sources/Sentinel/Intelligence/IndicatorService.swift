import ServiceLifecycle

/// Looks every two seconds whether the blocklists have changed.
struct IndicatorService: ServiceLifecycle.Service {
    let office: IndicatorOffice
    let past: PastSearchDesk

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(2))
                await office.look()
            }
        }
        await past.stop()
    }
}
