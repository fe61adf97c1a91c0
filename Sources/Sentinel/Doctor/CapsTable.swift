package import Vocabulary

/// The caps of every table as Markdown, for docs/architecture.md. `doctor --floods --write` renews them.
package enum CapsTable {
    package static func markdown(_ gauges: [TableGauge]) -> String {
        let rows = gauges.map { "| `\($0.name)` | \(grouped($0.capacity)) | \($0.whenFull) |" }
        return (["| table | cap | when it is full |", "|---|--:|---|"] + rows).joined(separator: "\n") + "\n"
    }

    private static func grouped(_ number: Int) -> String {
        number < 1000 ? "\(number)" : grouped(number / 1000) + "," + String(String(1000 + number % 1000).dropFirst())
    }
}
