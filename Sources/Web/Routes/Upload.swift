import HTTPTypes
package import HummingbirdCore
import NIOCore
import NIOPosix

/// Writes a request's body to a file of its own as it comes: memory stays small, the size is bounded, nothing half
/// stays behind.
package struct Upload: Sendable {
    let folder: String
    let maximum: Int

    package init(folder: String, maximum: Int) {
        self.folder = folder
        self.maximum = maximum
    }

    /// Returns the file's path.
    ///
    /// - Throws: `Problem` 413, 422 (empty) or 503 (no room).
    package func receive(_ body: RequestBody) async throws -> String {
        // The name is ours: what the person calls the file never becomes a path.
        let path = "\(folder)/upload-\(Secret.random(prefix: "").text.prefix(24))"
        let io = NonBlockingFileIO(threadPool: .singleton)
        do {
            let size = try await io.withFileHandle(
                _deprecatedPath: path, mode: .write, flags: .allowFileCreation(posixMode: 0o600)
            ) { file in
                var size = 0
                for try await piece in body {
                    size += piece.readableBytes
                    guard size <= maximum else {
                        throw Problem(.contentTooLarge, "The file has more than \(maximum) bytes.")
                    }
                    try await io.write(fileHandle: file, buffer: piece)
                }
                return size
            }
            guard size > 0 else { throw Problem(.unprocessableContent, "The file is empty.") }
            return path
        } catch {
            await discard(path)
            if let problem = error as? Problem { throw problem }
            throw Problem(.serviceUnavailable, "The file could not be written, or did not come whole.")
        }
    }

    package func discard(_ path: String) async {
        let io = NonBlockingFileIO(threadPool: .singleton)
        try? await io.remove(path: path)
    }
}
