internal import ArgumentParser
internal import Storage
internal import Vocabulary

/// Looks whether a store that was fed (by `feed`) is whole.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Whether a store is whole (used by crash).", shouldDisplay: false)
    @OptionGroup var folder: Folder
    @Option var acknowledged = 0

    func run() async throws { print(try await Self.look(into: folder.folder, acknowledged: acknowledged)) }

    /// Flows 0..<n are kept, each once, with n at least `acknowledged`; what the sums say of them agrees. The answer is n.
    static func look(into folder: String, acknowledged: Int, untold: [Range<Int>] = []) async throws -> Int {
        try intact(folder)
        // Opened as the service does: sums that the crash took are made again.
        let store = try Store(StoreOptions(directory: folder))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await store.run { Fill.all } }
            store.append(StoreBatch.empty)
            await store.flush()
            group.cancelAll()
        }
        try intact(folder)
        let kept = try count(folder)
        guard kept >= acknowledged else { throw Broken("\(acknowledged) flows were acknowledged, \(kept) are there") }
        try await sums(store, kept)
        try await stories(
            store, (0..<acknowledged).filter { number in number % 500 == 0 && !untold.contains { $0.contains(number) } }
        )
        return kept
    }

    private static func intact(_ folder: String) throws {
        for file in Files.names(folder + "/flows").filter({ $0.hasSuffix(".db") }).map({ folder + "/flows/" + $0 }) + [
            folder + "/netsentinel.db"
        ] {
            let answer = try Plain.text(file, "PRAGMA integrity_check")
            guard answer == "ok" else { throw Broken("\(file): \(answer)") }
        }
    }

    /// Flows are named by their number: none twice, none missing.
    private static func count(_ folder: String) throws -> Int {
        var rows = 0
        var highest = -1
        for file in Files.names(folder + "/flows").filter({ $0.hasSuffix(".db") }) {
            let path = folder + "/flows/" + file
            guard try Plain.text(path, "SELECT count(*) FROM sqlite_master WHERE name = 'flow'") == "1" else {
                continue
            }
            let distinct = Int(try Plain.text(path, "SELECT count(DISTINCT name) FROM flow")) ?? 0
            let here = Int(try Plain.text(path, "SELECT count(*) FROM flow")) ?? 0
            guard here == distinct else { throw Broken("\(path) has flows twice") }
            rows += here
            highest = max(
                highest,
                Int(try Plain.text(path, "SELECT coalesce(max(CAST(substr(name, 5) AS INTEGER)), -1) FROM flow")) ?? -1)
        }
        guard rows == highest + 1 else { throw Broken("\(rows) flows are there, the last is number \(highest)") }
        return rows
    }

    private static func sums(_ store: Store, _ kept: Int) async throws {
        var query = TopQuery()
        query.by = .service
        query.limit = 500
        let summed = try await store.top(query).reduce(0) { $0 + Int($1.flows) }
        guard summed == kept else { throw Broken("\(kept) flows are there, the sums say \(summed)") }
    }

    private static func stories(_ store: Store, _ numbers: [Int]) async throws {
        for number in numbers {
            guard let alert = try await store.alert("ALERT-\(number + 1)") else {
                throw Broken("the alert of flow \(number) is gone")
            }
            guard number % 5000 == 0 else { continue }
            guard let incident = try await store.incident(alert.incident ?? "") else {
                throw Broken("the incident of flow \(number) is gone")
            }
            guard incident.incident.events.first?.finding == alert.finding else {
                throw Broken("\(incident.incident.id) is another's")
            }
        }
    }
}

extension StoreBatch {
    /// Something that has to pass through the writer, so that waiting for it means that the writer is ready.
    static var empty: StoreBatch {
        var batch = StoreBatch()
        batch.stats = [
            StatsSample(
                timestamp: Traffic.start, packetsSeen: 0, packetsDropped: 0, flowsActive: 0, alertsFired: 0,
                windowsAnalyzed: 0)
        ]
        return batch
    }
}
