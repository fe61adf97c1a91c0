import CDashboard

/// A file that was built into the program.
package struct EmbeddedFile: Sendable {
    package let name: String
    /// Its media type.
    package let type: String
    package let bytes: [UInt8]

    package init(name: String, type: String, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }
}

/// The dashboard's files, read out of the C target that embeds them. Here because reading C memory is `unsafe`.
package enum EmbeddedFiles {
    /// Empty when the bundle was not built. Copies: call it once.
    package static func dashboard() -> [EmbeddedFile] {
        var files: [EmbeddedFile] = []
        while true {
            let file = unsafe dashboard_file_at(files.count)
            guard let name = unsafe file.name, let type = unsafe file.type, let bytes = unsafe file.bytes else {
                return files
            }
            let content = unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: file.length))
            files.append(
                unsafe EmbeddedFile(name: String(cString: name), type: String(cString: type), bytes: content))
        }
    }
}
