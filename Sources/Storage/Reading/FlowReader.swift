internal import GRDB
internal import Synchronization
import Vocabulary

/// Reads flow files, newest first, several readers at a time and never in the writer's way.
///
/// Bounds: 64 files are held open (the one not read for longest is closed). A search ends after two seconds with what it has and a
/// cursor to go on from.
final class FlowReader: Sendable {
    static let mostOpen = 64
    static let patience = Duration.seconds(2)

    private struct Opened {
        var files: [SegmentName: DatabasePool] = [:]
        /// The one read last stands last.
        var order: [SegmentName] = []
    }
    private let opened = Mutex(Opened())
    let main: DatabasePool
    private let folder: StoreFolder

    init(main: DatabasePool, folder: StoreFolder) {
        self.main = main
        self.folder = folder
    }

    /// All files, newest first.
    func segments() async throws -> [(name: SegmentName, isSealed: Bool)] {
        try await main.read { database in
            try Row.fetchAll(database, sql: "SELECT day, part, state FROM segment ORDER BY day DESC, part DESC").map {
                (SegmentName(day: $0["day"], part: $0["part"]), $0["state"] == SegmentState.sealed.rawValue)
            }
        }
    }

    /// Reads one file; nil when retention took it meanwhile.
    func read<Value: Sendable>(
        _ segment: SegmentName, _ body: @Sendable @escaping (Database) throws -> Value
    ) async throws -> Value? {
        guard let file = try file(segment) else { return nil }
        return try await file.read(body)
    }

    func forget(_ segment: SegmentName) {
        opened.withLock { opened in
            opened.files[segment] = nil
            opened.order.removeAll { $0 == segment }
        }
    }

    private func file(_ segment: SegmentName) throws -> DatabasePool? {
        try opened.withLock { opened in
            opened.order.removeAll { $0 == segment }
            if let file = opened.files[segment] {
                opened.order.append(segment)
                return file
            }
            let path = folder.flowFile(segment)
            guard StoreFolder.exists(path) else { return nil }
            if opened.order.count >= Self.mostOpen { opened.files[opened.order.removeFirst()] = nil }
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            configuration.maximumReaderCount = 4
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size=-4000") }
            let file = try DatabasePool(path: path, configuration: configuration)
            opened.files[segment] = file
            opened.order.append(segment)
            return file
        }
    }
}
