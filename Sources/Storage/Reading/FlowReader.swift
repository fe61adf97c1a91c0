internal import GRDB
internal import Synchronization
import Vocabulary

/// Reads flow files, newest first, several readers at a time and never in the writer's way.
///
/// Bounds: 64 files are held open (the one not read for longest is closed); the options say how long a search looks.
final class FlowReader: Sendable {
    static let mostOpen = 64

    private struct Opened {
        var files: [SegmentName: DatabasePool] = [:]
        /// The one read last stands last.
        var order: [SegmentName] = []
    }
    private let opened = Mutex(Opened())
    let main: DatabasePool
    let haste: Duration
    let patience: Duration
    let places: (any PlaceLookup)?
    private let folder: StoreFolder

    init(main: DatabasePool, folder: StoreFolder, options: StoreOptions) {
        self.main = main
        let isService = options.access == .service
        haste = options.haste ?? (isService ? .milliseconds(150) : .seconds(60))
        patience = options.patience ?? (isService ? .seconds(2) : .seconds(60))
        self.folder = folder
        places = options.places
    }

    struct Segment: Sendable {
        let name: SegmentName
        /// Nil while it is not sealed; else how far ids in it lie after the flows' ends, at most (nanoseconds).
        let lag: Int64?
        var isSealed: Bool { lag != nil }
    }

    /// All files, newest first.
    func segments() async throws -> [Segment] {
        try await main.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM segment ORDER BY day DESC, part DESC").map { row in
                let isSealed = row["state"] == SegmentState.sealed.rawValue
                return Segment(name: SegmentName(day: row["day"], part: row["part"]), lag: isSealed ? row["lag"] : nil)
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
