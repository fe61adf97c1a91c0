import Bedrock
import Foundation
import Testing

@Suite("FolderLock")
struct FolderLockTests {
    private let path: String

    init() { path = FileManager.default.temporaryDirectory.appendingPathComponent("lock-\(UUID().uuidString)").path }

    private init(path: String) { self.path = path }

    private func tries(waiting seconds: Double = 0, meanwhile: () -> Void = {}) -> Bool {
        guard let lock = FolderLock(path: path, waiting: seconds) else { return false }
        meanwhile()
        _ = consume lock
        return true
    }

    @Test func `one holds it, whoever else asks does not get it, and it is free again afterwards`() {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var others: [Bool] = []
        #expect(tries { others = [tries(), tries(waiting: 0.05)] })
        #expect(others == [false, false])
        #expect(tries())
        #expect(tries(waiting: .infinity))
    }

    @Test func `a holder that ends is waited for`() async {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let held = AsyncStream<Void>.makeStream()
        let holder = Thread {
            _ = tries {
                held.continuation.finish()
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
        holder.start()
        for await _ in held.stream {}
        // Far longer than it takes, so that a loaded machine does not fail it.
        #expect(tries(waiting: 60))
    }

    @Test func `where no file can be made there is no lock`() {
        let nowhere = FolderLockTests(path: "/nowhere/at-all/lock")
        #expect(!nowhere.tries(waiting: 1))
    }
}
