internal import Foundation
import Vocabulary

/// The folder that holds everything: `netsentinel.db`, `flows/`, `lock`. The folder is open to its owner only, and so is each file.
struct StoreFolder: Sendable {
    let path: String
    var main: String { path + "/netsentinel.db" }
    var flows: String { path + "/flows" }
    var lock: String { path + "/lock" }

    init(_ path: String) { self.path = path }

    func flowFile(_ segment: SegmentName) -> String { "\(flows)/\(segment)" }

    /// Makes what is missing, with rights for the owner alone.
    func prepare() throws(StorageError) {
        for folder in [path, flows] {
            do {
                let owner: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: owner)
                try FileManager.default.setAttributes(owner, ofItemAtPath: folder)
            } catch {
                throw StorageError("\(folder) cannot be made or is not ours: give another folder with --data DIR")
            }
        }
    }

    /// SQLite gives its side files the rights of the file itself, so the file is made first.
    static func create(_ file: String) throws(StorageError) {
        if FileManager.default.fileExists(atPath: file) { return }
        guard FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw StorageError("\(file) cannot be made: is the disk full, or the folder somebody else's?")
        }
    }

    static func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: file) }

    /// Removes a database and its side files; whether it is gone.
    static func remove(_ file: String) -> Bool {
        for name in [file, file + "-wal", file + "-shm"] where FileManager.default.fileExists(atPath: name) {
            try? FileManager.default.removeItem(atPath: name)
        }
        return !FileManager.default.fileExists(atPath: file)
    }

    /// Bytes on disk of a database with its side files.
    static func size(_ file: String) -> UInt64 {
        [file, file + "-wal", file + "-shm"].reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: name)
            return sum + ((attributes?[.size] as? NSNumber)?.uint64Value ?? 0)
        }
    }

    /// Bytes of everything.
    var size: UInt64 {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: flows)) ?? []
        let files = names.map { "\(flows)/\($0)" } + [main, main + "-wal", main + "-shm"]
        return files.reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: name)
            return sum + ((attributes?[.size] as? NSNumber)?.uint64Value ?? 0)
        }
    }
}
