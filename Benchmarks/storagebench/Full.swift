internal import ArgumentParser
internal import Foundation
internal import Storage
internal import Vocabulary

/// Item 6: a small file system runs full, space comes back, and every flow is either kept or counted as lost.
struct Full: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A full disk: FOLDER lies on a small file system of its own.")
    @OptionGroup var folder: Folder
    @Option(help: "Bytes that a file in the way takes.") var ballast = 8_000_000

    func run() async throws {
        let inTheWay = folder.folder + "/ballast"
        guard FileManager.default.createFile(atPath: inTheWay, contents: Data(count: ballast)) else {
            throw Broken("no room for \(inTheWay)")
        }
        var options = StoreOptions(directory: folder.folder + "/data")
        options.waitingFlows = 20_000
        let store = try Store(options)
        let handed = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await store.run { Fill.all } }
            let handed = try await story(store, inTheWay)
            group.cancelAll()
            return handed
        }
        let lost = Int(store.health.unwritten.flows)
        let kept = try keptFlows()
        guard kept + lost == handed else {
            throw Broken("\(handed) flows were handed in, \(kept) are kept and \(lost) counted as lost")
        }
        guard lost > 0 else { throw Broken("nothing was lost: the disk was never full for long") }
        guard try Plain.text(options.directory + "/netsentinel.db", "PRAGMA integrity_check") == "ok" else {
            throw Broken("the database is broken")
        }
        print("\(handed) flows handed in = \(kept) kept + \(lost) counted as lost; the databases are whole")
    }

    /// How many flows were handed in.
    private func story(_ store: Store, _ inTheWay: String) async throws -> Int {
        var number = 0
        func feed() {
            store.append(Feed.batch(number..<number + 2000))
            number += 2000
        }
        var slowest = Duration.zero
        try await wait("full", for: 60) {
            let begin = ContinuousClock.now
            feed()
            slowest = max(slowest, ContinuousClock.now - begin)
            return store.health.state == .full
        }
        let message = store.health.message
        try await wait("counting losses", for: 60) {
            feed()
            return store.health.unwritten.flows > 10_000
        }
        print("full after \(number) flows, said as: \(message)")
        // Reading goes on meanwhile.
        guard try await store.flows(FlowQuery()).items.count == 100 else {
            throw Broken("nothing can be read from the full disk")
        }
        Files.remove(inTheWay)
        let begin = ContinuousClock.now
        try await wait("writing again", for: 60) { store.health.state == .ok }
        print(
            "writing went on by itself \(ContinuousClock.now - begin) after there was room; handing in took at most \(slowest)"
        )
        for _ in 0..<5 {
            feed()
            await store.flush()
        }
        guard store.health.state == .ok else { throw Broken("the state after all is \(store.health)") }
        return number
    }

    private func wait(_ what: String, for seconds: Int, _ isSo: () async -> Bool) async throws {
        let begin = ContinuousClock.now
        while !(await isSo()) {
            guard ContinuousClock.now - begin < .seconds(seconds) else {
                throw Broken("\(what): not within \(seconds) s")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func keptFlows() throws -> Int {
        let flows = folder.folder + "/data/flows"
        return try Files.names(flows).filter { $0.hasSuffix(".db") }.reduce(0) { sum, name in
            let path = flows + "/" + name
            guard try Plain.text(path, "PRAGMA integrity_check") == "ok" else { throw Broken("\(path) is broken") }
            return sum + (Int(try Plain.text(path, "SELECT count(*) FROM flow")) ?? 0)
        }
    }
}
