import Vocabulary

/// Colours for a terminal, or none: `NO_COLOR` (no-color.org), `--no-color` and pipes turn them off.
struct Ink {
    let isOn: Bool

    func bold(_ text: String) -> String { paint(text, "1") }
    func dim(_ text: String) -> String { paint(text, "2") }

    func severity(_ severity: Severity, _ text: String) -> String {
        switch severity {
        case .info: paint(text, "36")
        case .low: paint(text, "34")
        case .medium: paint(text, "33")
        case .high: paint(text, "31")
        case .critical: paint(text, "1;37;41")
        }
    }

    private func paint(_ text: String, _ code: String) -> String {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// Text that may have come from the wire: control and bidirectional characters cannot reach the terminal.
    static func clean(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let control = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            let direction =
                (0x200B...0x200F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
                || (0x2066...0x2069).contains(scalar.value)
            result.append(control || direction ? "?" : scalar)
        }
        return String(result)
    }
}
