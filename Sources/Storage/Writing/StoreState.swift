internal import Synchronization
import Vocabulary

/// How writing goes, for who asks meanwhile.
final class StoreState: Sendable {
    let folder: StoreFolder
    private let state: Mutex<(StoreHealth.State, String, bytes: UInt64)>
    /// Held while indexes are built and old records removed.
    let keeping = Mutex(())
    /// The files being written are in retention's way: the writer is asked to begin new ones.
    private let crowded = Mutex(false)

    init(folder: StoreFolder) {
        self.folder = folder
        state = Mutex((.ok, "", folder.size))
    }

    /// Whether this is news.
    @discardableResult
    func set(_ now: StoreHealth.State, _ message: String) -> Bool {
        state.withLock { state in
            let isNews = state.0 != now
            (state.0, state.1) = (now, message)
            return isNews
        }
    }

    func measure() {
        let bytes = folder.size
        state.withLock { $0.bytes = bytes }
    }

    func askForNewFiles() { crowded.withLock { $0 = true } }

    func takeAskForNewFiles() -> Bool {
        crowded.withLock { crowded in
            defer { crowded = false }
            return crowded
        }
    }

    func health(_ unwritten: StoreHealth.Unwritten) -> StoreHealth {
        let (state, message, bytes) = state.withLock { $0 }
        return StoreHealth(state: state, message: message, unwritten: unwritten, bytes: bytes)
    }
}
