import Analyst
import Bedrock
import Foundation

/// Keys of models and the key of pseudonyms: from the environment, or from a file that only its owner may read (0600).
///
/// Never in the database, a log or an answer of the API; shown as their last four characters at most.
struct AnalystSecrets: Sendable {
    /// The data folder; nil where there is none: then nothing is kept.
    let folder: String?
    private static let keyLength = 32

    private struct Kept: Codable {
        var modelKeys: [String: String] = [:]
        var pseudonyms = ""
        enum CodingKeys: String, CodingKey {
            case modelKeys = "model_keys"
            case pseudonyms
        }
    }

    init(folder: String?) { self.folder = folder }

    /// The environment's key goes before the kept one.
    func key(for backend: String) -> String? {
        if let fromEnvironment = environmentKey(for: backend) { return fromEnvironment }
        return read().modelKeys[backend]
    }

    func environmentKey(for backend: String) -> String? {
        guard let name = BackendCatalog.named(backend)?.card.keyVariable,
            let value = ProcessInfo.processInfo.environment[name], !value.isEmpty
        else { return nil }
        return value
    }

    /// Nil removes it.
    func keep(_ key: String?, for backend: String) throws(SentinelError) {
        var kept = read()
        kept.modelKeys[backend] = key
        try write(kept)
    }

    /// The same for this installation from the first time on; a passing one where nothing can be kept.
    func pseudonyms() -> AddressPseudonyms {
        var kept = read()
        if let key = Data(base64Encoded: kept.pseudonyms), key.count == Self.keyLength {
            return AddressPseudonyms(key: Array(key))
        }
        let key = (0..<Self.keyLength).map { _ in UInt8.random(in: 0...255) }
        kept.pseudonyms = Data(key).base64EncodedString()
        try? write(kept)
        return AddressPseudonyms(key: key)
    }

    /// `…abcd`: enough to tell two keys apart, and too little to use one.
    static func masked(_ key: String?) -> String? {
        key.map { $0.count > 12 ? "…" + $0.suffix(4) : "…" }
    }

    private var path: String? { folder.map { $0 + "/analyst.keys" } }

    private func read() -> Kept {
        guard let path, let bytes = try? PrivateFile.read(path),
            let kept = try? JSONDecoder().decode(Kept.self, from: Data(bytes))
        else { return Kept() }
        return kept
    }

    private func write(_ kept: Kept) throws(SentinelError) {
        guard let path, let folder, FileManager.default.fileExists(atPath: folder) else {
            throw SentinelError(.output, "There is no data folder to keep a key in.")
        }
        do {
            try PrivateFile.write(Array(try JSONEncoder().encode(kept)), to: path)
        } catch {
            throw SentinelError(.output, "The key could not be kept in \(path): \(error)")
        }
    }
}
