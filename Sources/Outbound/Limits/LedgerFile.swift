import Bedrock
import FoundationEssentials

/// Where the ledgers of all services lie, so that neither a restart nor a second process beside the service gets a new budget.
///
/// A JSON file, read, changed and written under a lock for each call: calls to the outside are few. A file that cannot be read
/// is begun anew, one that cannot be written leaves the ledgers in memory. Bounds: 64 services.
package struct LedgerFile: Sendable {
    private let path: String
    private static let cap = 64

    package init(_ path: String) { self.path = path }

    /// Changes the ledger of a service on disk; `memory` is what this process knows of it, and is what counts without a file.
    func update<Result>(
        _ name: String, _ memory: inout ServiceLedger, _ body: (inout ServiceLedger) -> Result
    ) -> Result {
        guard let lock = FolderLock(path: path + ".lock", waiting: .infinity) else { return body(&memory) }
        var all = read()
        var ledger = all[name] ?? memory
        let result = body(&ledger)
        memory = ledger
        all[name] = ledger
        if all.count <= Self.cap { write(all) }
        _ = consume lock
        return result
    }

    /// What was kept.
    package func read() -> [String: ServiceLedger] {
        guard let bytes = try? PrivateFile.read(path),
            let all = try? JSONDecoder().decode([String: ServiceLedger].self, from: Data(bytes))
        else { return [:] }
        return all
    }

    private func write(_ all: [String: ServiceLedger]) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let bytes = try? encoder.encode(all) else { return }
        try? PrivateFile.write(Array(bytes), to: path)
    }
}
