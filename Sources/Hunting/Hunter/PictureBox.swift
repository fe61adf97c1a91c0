import Synchronization
import Vocabulary

/// A picture that is being made by the thread that reads the store.
final class PictureBox: Sendable {
    private let picture = Mutex(Picture())

    func observe(_ sums: [TalkSum]) { picture.withLock { $0.observe(sums) } }

    func observe(_ sums: [NameSum]) { picture.withLock { $0.lookups.observe(sums) } }

    func finish(_ coverage: TalkCoverage) -> Picture {
        picture.withLock { picture in
            picture.cover(coverage)
            return picture
        }
    }
}
