import Bedrock
import FoundationEssentials
package import Vocabulary

/// The keys of the sources: from the environment, else from a file of their owner's alone (0600) in the data folder.
///
/// The environment wins. A key is given to nobody but its source; what is shown is a mask. The file holds a JSON object of keys by source.
package struct KeyRing: Sendable {
    private let path: String?
    private let environment: [String: String]
    private var kept: [String: String]

    /// - Parameter path: nil keeps nothing on disk.
    /// - Throws: `EnrichmentError` when the file is there and cannot be read.
    package init(_ path: String?, environment: [String: String]) throws(EnrichmentError) {
        self.path = path
        self.environment = environment
        kept = [:]
        guard let path else { return }
        do {
            guard let bytes = try PrivateFile.read(path, limit: 65_536) else { return }
            kept = try JSONDecoder().decode([String: String].self, from: Data(bytes)).filter { Self.isKey($0.value) }
            // Somebody else could have read it: from now on not.
            if let rights = PrivateFile.rights(of: path), rights & 0o077 != 0 { try PrivateFile.write(bytes, to: path) }
        } catch {
            throw EnrichmentError(
                "The keys in \(path) cannot be read: correct the file or remove it and give the keys again.")
        }
    }

    package func key(of card: SourceCard) -> (key: String, origin: IntelligenceSourceStatus.KeyOrigin)? {
        for name in card.keyVariables {
            if let key = environment[name]?.filter({ !$0.isWhitespace }), Self.isKey(key) { return (key, .environment) }
        }
        return kept[card.id].map { ($0, .file) }
    }

    /// Keeps keys, removes those that are empty. All or nothing.
    package mutating func keep(_ keys: [String: String]) throws(EnrichmentError) {
        guard !keys.isEmpty else { return }
        var all = kept
        for (id, key) in keys { all[id] = key.isEmpty ? nil : key }
        if let path {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            do {
                try PrivateFile.write(Array(try encoder.encode(all)), to: path)
            } catch {
                throw EnrichmentError(
                    "The keys cannot be written to \(path): is the disk full, or the folder somebody else's?")
            }
        }
        kept = all
    }

    package static func isKey(_ text: String) -> Bool {
        (4...512).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 32 && $0 < 127 }
    }

    /// The last four characters of a long key, none of a short one.
    package static func masked(_ key: String) -> String { "••••••" + (key.count >= 16 ? String(key.suffix(4)) : "") }
}
