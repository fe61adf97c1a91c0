package import Vocabulary

/// The caps of every table as Markdown, for docs/architecture.md. `doctor --floods --write` renews them.
package enum CapsTable {
    package static func markdown(_ gauges: [TableGauge]) -> String {
        let rows = gauges.map { "| `\($0.name)` | \(Figures.grouped($0.capacity)) | \($0.whenFull) |" }
        return (["| table | cap | when it is full |", "|---|--:|---|"] + rows).joined(separator: "\n") + "\n"
    }
}
