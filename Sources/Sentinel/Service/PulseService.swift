import ServiceLifecycle
import Vocabulary

/// Once a second asks the packet thread what it has counted, and tells it: to the history and to the live streams.
struct PulseService: ServiceLifecycle.Service {
    let desk: NewsDesk
    let inbox: CommandInbox

    func run() async throws {
        await cancelWhenGracefulShutdown {
            let clock = ContinuousClock()
            var last = clock.now
            while !Task.isCancelled {
                inbox.askForTotals()
                try? await Task.sleep(for: .seconds(1))
                let now = clock.now
                await desk.sample(over: max(0.1, (now - last) / .seconds(1)))
                last = now
            }
        }
    }
}
