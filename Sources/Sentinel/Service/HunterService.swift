import ServiceLifecycle

/// Lets the hunter out on its schedule until the service ends.
struct HunterService: ServiceLifecycle.Service {
    let room: HunterRoom

    func run() async throws {
        await cancelWhenGracefulShutdown { await room.keepHunting() }
    }
}
