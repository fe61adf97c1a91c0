import Foundation

/// A folder of its own for a test, removed with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() { path = NSTemporaryDirectory() + "/netsentinel-web-\(UUID().uuidString)" }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The rights of a file in it.
    func rights(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions] as? Int
    }
}
