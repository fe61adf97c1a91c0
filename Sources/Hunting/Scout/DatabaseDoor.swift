import Foundation
internal import GRDB

/// Opens SQLite files of others and our own, and says plainly why one cannot be opened.
enum DatabaseDoor {
    /// To read and write; the file must be there.
    static func writing(_ path: String) throws -> DatabaseQueue {
        try check(path)
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw HuntingError("\(path) may not be written by this user: use --dry-run, or run as its owner")
        }
        return try DatabaseQueue(path: path, configuration: patient)
    }

    /// Our own file: made where it is missing, for its owner alone; several processes may use it at once.
    static func own(_ path: String) throws -> DatabaseQueue {
        if !FileManager.default.fileExists(atPath: path) {
            let owner: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: owner) else {
                throw HuntingError("\(path) cannot be made: is the folder there, and is it ours?")
            }
        }
        var configuration = patient
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    static var patient: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = false
        return configuration
    }

    /// The file is there and is a database.
    static func check(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw HuntingError("there is no file \(path)") }
        let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        guard kind != .typeDirectory else { throw HuntingError("\(path) is a folder: name the database in it") }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw HuntingError("\(path) may not be read by this user")
        }
        defer { try? file.close() }
        let head = (try? file.read(upToCount: 16)) ?? Data()
        guard head.isEmpty || head == Data("SQLite format 3\0".utf8) else {
            throw HuntingError("\(path) is no SQLite database")
        }
    }
}

/// A database opened so that not one byte of it, nor of a file beside it, changes.
///
/// A file at rest is opened as immutable; one that has a journal beside it (somebody works with it, or it was not closed) is copied
/// with the journal into a folder of its own, and the copy is read. The copy goes with this value.
final class UntouchedDatabase {
    let queue: DatabaseQueue
    private let copy: String?

    init(_ path: String) throws {
        try DatabaseDoor.check(path)
        let journals = ["-wal", "-journal"].filter { Self.size(path + $0) > 0 }
        var configuration = DatabaseDoor.patient
        configuration.readonly = true
        if journals.isEmpty, let opened = try? Self.immutable(path, configuration) {
            queue = opened
            copy = nil
            return
        }
        let folder = FileManager.default.temporaryDirectory.path + "/netsentinel-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        copy = folder
        do {
            for ending in [""] + journals {
                try FileManager.default.copyItem(atPath: path + ending, toPath: folder + "/copy.db" + ending)
            }
            queue = try DatabaseQueue(path: folder + "/copy.db", configuration: DatabaseDoor.patient)
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    deinit {
        try? queue.close()
        if let copy { try? FileManager.default.removeItem(atPath: copy) }
    }

    private static func immutable(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
        let absolute = URL(fileURLWithPath: path).absoluteString
        let queue = try DatabaseQueue(path: absolute + "?immutable=1", configuration: configuration)
        _ = try queue.inDatabase { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
        return queue
    }

    private static func size(_ path: String) -> UInt64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
    }
}
