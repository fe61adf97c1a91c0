import FoundationEssentials

/// A folder that only its owner may look into: keys and uploads lie in such.
enum PrivateFolder {
    /// Makes it where it is not there; one that is there keeps its rights.
    ///
    /// - Throws: `WebError` that names it.
    static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw WebError("cannot make the folder \(path): \(error)")
        }
    }
}
