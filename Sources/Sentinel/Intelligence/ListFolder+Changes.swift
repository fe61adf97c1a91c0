import Foundation

/// How lists come into the folder, change and go. Names are checked: nothing outside of the folder can be reached.
extension ListFolder {
    /// A file's name that can be a list's: no path, no dot before it, not a meta file.
    package static func isName(_ id: String) -> Bool {
        let allowed = id.utf8.allSatisfy { byte in
            byte &- 48 < 10 || (byte | 32) &- 97 < 26 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "_")
        }
        return allowed && (1...100).contains(id.utf8.count) && !id.hasPrefix(".") && !id.hasSuffix(".meta")
    }

    package func contains(_ id: String) -> Bool {
        Self.isName(id) && FileManager.default.fileExists(atPath: path + "/" + id)
    }

    /// Copies a file in; one of that name is replaced whole, never half.
    package func add(_ file: String, id: String, meta: Meta) throws(SentinelError) {
        guard Self.isName(id) else {
            throw SentinelError(
                .lists, "\(id) cannot be a list's name: letters, digits, dots, - and _, no more than 100")
        }
        let kept = path + "/" + id
        let arriving = path + "/.arriving-" + id
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            if FileManager.default.fileExists(atPath: arriving) { try FileManager.default.removeItem(atPath: arriving) }
            try FileManager.default.copyItem(atPath: file, toPath: arriving)
            if FileManager.default.fileExists(atPath: kept) { try FileManager.default.removeItem(atPath: kept) }
            try FileManager.default.moveItem(atPath: arriving, toPath: kept)
        } catch {
            throw SentinelError(.lists, "Could not put \(file) into \(path): \(error.localizedDescription)")
        }
        if meta != Meta() { try write(meta, of: id) }
    }

    package func remove(_ id: String) throws(SentinelError) {
        guard contains(id) else { throw SentinelError(.lists, "there is no list \(id) in \(path)") }
        do {
            try FileManager.default.removeItem(atPath: path + "/" + id)
            try? FileManager.default.removeItem(atPath: path + "/" + id + ".meta")
        } catch {
            throw SentinelError(.lists, "Could not remove \(id) from \(path): \(error.localizedDescription)")
        }
    }

    /// Changes what is said of a list; what is nil stays.
    package func change(_ id: String, _ change: Meta) throws(SentinelError) {
        guard contains(id) else { throw SentinelError(.lists, "there is no list \(id) in \(path)") }
        var meta = Meta()
        if let data = FileManager.default.contents(atPath: path + "/" + id + ".meta") {
            meta = (try? JSONDecoder().decode(Meta.self, from: data)) ?? Meta()
        }
        meta.name = change.name ?? meta.name
        meta.source = change.source ?? meta.source
        meta.confidence = change.confidence ?? meta.confidence
        meta.expires = change.expires ?? meta.expires
        meta.enabled = change.enabled ?? meta.enabled
        try write(meta, of: id)
    }

    package func turn(_ id: String, on: Bool) throws(SentinelError) {
        var meta = Meta()
        meta.enabled = on
        try change(id, meta)
    }

    private func write(_ meta: Meta, of id: String) throws(SentinelError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        do {
            try encoder.encode(meta).write(to: URL(filePath: path + "/" + id + ".meta"), options: .atomic)
        } catch {
            throw SentinelError(.lists, "Could not write \(id).meta in \(path): \(error.localizedDescription)")
        }
    }
}
