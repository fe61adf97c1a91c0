import ServiceLifecycle

/// The analyst's place among the services: it works until the program ends.
struct AnalystService: ServiceLifecycle.Service {
    let office: AnalystOffice

    func run() async throws {
        await cancelWhenGracefulShutdown { await office.work() }
    }
}
