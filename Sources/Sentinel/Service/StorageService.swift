import ServiceLifecycle
import Storage
import Vocabulary

/// Keeps the store writing until the service ends; what waits is written before it returns.
struct StorageService: ServiceLifecycle.Service {
    let store: Store
    let control: ControlDesk

    func run() async throws {
        await cancelWhenGracefulShutdown { [store, control] in
            await store.run(retention: { await control.retention })
        }
    }
}
