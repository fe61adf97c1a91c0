internal import Bedrock
internal import Dispatch
internal import Foundation
internal import GRDB
package import Vocabulary

/// The service's memory in one folder of SQLite files: a main database, and a file of flows a day.
///
/// One process writes (`run` holds the folder's lock and the writing thread), others may read the same folder. Commits of the main
/// database wait for the disk (`synchronous=FULL`), those of flow files are safe against a crash of the program but may lose the last
/// ones when power fails. See docs/reference/storage.md.
package final class Store: SentinelStore {
    let options: StoreOptions
    let folder: StoreFolder
    let main: DatabasePool
    let flowReader: FlowReader
    private let inbox: Inbox
    private let state: StoreState
    private let lock: FolderLock?

    /// Opens the folder. The service and a command make what is missing and bring the schema up to date; a second service is refused.
    package init(_ options: StoreOptions) throws {
        self.options = options
        let folder = StoreFolder(options.directory)
        self.folder = folder
        switch options.access {
        case .service:
            try folder.prepare()
            // A command holds it while it brings the schema up to date, and whoever ends just now lets go in a moment.
            lock = FolderLock(path: folder.lock, waiting: 1)
            guard lock != nil else {
                throw StorageError(
                    "another netsentinel writes in \(options.directory): stop it, or use another --data DIR")
            }
            main = try Self.open(migrating: folder)
        case .command:
            try folder.prepare()
            lock = nil
            // Held until the schema is up to date, so that a service cannot begin with half of one.
            if let held = FolderLock(path: folder.lock) {
                main = try withExtendedLifetime(held) { try Self.open(migrating: folder) }
            } else {
                main = try Self.open(besideTheService: folder)
            }
        case .reading:
            lock = nil
            main = try Self.open(reading: folder)
        }
        flowReader = FlowReader(main: main, folder: folder, options: options)
        inbox = Inbox(flows: options.waitingFlows, others: options.waitingOthers)
        state = StoreState(folder: folder)
        if options.access != .service { inbox.close() }
    }

    private static func open(migrating folder: StoreFolder) throws -> DatabasePool {
        try StoreFolder.create(folder.main)
        let main = try DatabasePool(path: folder.main, configuration: writing)
        guard try !main.read(MainSchema.migrator.hasBeenSuperseded) else {
            throw StorageError("\(folder.path) was written by a newer netsentinel: update this one")
        }
        try MainSchema.migrator.migrate(main)
        try waitForTheDisk(main)
        return main
    }

    private static func open(besideTheService folder: StoreFolder) throws -> DatabasePool {
        // The service may be in the middle of its first start.
        for _ in 0..<50 where !StoreFolder.exists(folder.main) { Thread.sleep(forTimeInterval: 0.1) }
        let main = try DatabasePool(path: folder.main, configuration: writing)
        for _ in 0..<50 {
            if try main.read(MainSchema.migrator.hasCompletedMigrations) { break }
            Thread.sleep(forTimeInterval: 0.1)
        }
        try check(main, folder)
        try waitForTheDisk(main)
        return main
    }

    private static func open(reading folder: StoreFolder) throws -> DatabasePool {
        guard StoreFolder.exists(folder.main) else {
            throw StorageError(
                "there is nothing in \(folder.path): start netsentinel watch --data \(folder.path) first")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let main = try DatabasePool(path: folder.main, configuration: configuration)
        try check(main, folder)
        return main
    }

    private static var writing: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            // Only a file without tables takes this: so it can give space back later.
            if !database.configuration.readonly { try database.execute(sql: "PRAGMA auto_vacuum=INCREMENTAL") }
        }
        return configuration
    }

    /// GRDB sets NORMAL when it turns write-ahead logging on; incidents and audit entries must outlive power loss.
    private static func waitForTheDisk(_ main: DatabasePool) throws {
        try main.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous=FULL") }
    }

    private static func check(_ main: DatabasePool, _ folder: StoreFolder) throws {
        guard try main.read(MainSchema.migrator.hasCompletedMigrations) else {
            throw StorageError(
                "\(folder.path) is of another version: start its service once to bring it up to date, or update this program"
            )
        }
    }

    package func append(_ batch: StoreBatch) {
        if !batch.isEmpty { inbox.put(batch) }
    }

    package func flush() async { await inbox.flush() }

    package var health: StoreHealth { state.health(inbox.unwritten) }

    /// Writes until the task is cancelled, then writes what waits and returns. Keeps up indexes and retention meanwhile.
    package func run(retention: @escaping @Sendable () async -> Retention = { Retention() }) async {
        guard options.access == .service else { return }
        inbox.reopen()
        // The thread holds these, not the store: whoever waits for `run` may open the folder again at once.
        let (inbox, main, state, folder, options) = (inbox, main, state, folder, options)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await withTaskCancellationHandler {
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            Writer(inbox: inbox, main: main, state: state, folder: folder, options: options).run()
                            continuation.resume()
                        }
                    }
                } onCancel: {
                    inbox.close()
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    await self.keepUp(await retention())
                    try? await Task.sleep(for: .seconds(60))
                }
            }
        }
        state.measure()
    }

    /// Indexes for files that are full or over, then retention; once a minute by `run`. What fails is tried the next time.
    package func keepUp(_ retention: Retention) async {
        let keeper = Keeper(main: main, folder: folder, reader: flowReader, state: state, now: options.now)
        await withCheckedContinuation { continuation in
            // Building an index takes seconds: not on a thread that others wait for.
            DispatchQueue.global(qos: .utility).async {
                keeper.keepUp(retention)
                continuation.resume()
            }
        }
    }

    /// Reads, with database trouble put in words for people.
    func reading<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        do {
            return try await main.read(body)
        } catch let error as DatabaseError {
            throw ServiceError.unavailable("the database cannot be read: \(error.message ?? "no reason given")")
        }
    }

    func writing<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        guard options.access != .reading else {
            throw ServiceError.unavailable("this program only reads \(options.directory)")
        }
        do {
            return try await main.write(body)
        } catch let error as DatabaseError {
            throw ServiceError.unavailable("the database cannot be written: \(error.message ?? "no reason given")")
        }
    }
}
