import Vocabulary

/// Text that somebody on the network chose: told from our own words, and made safe to show to a model.
enum WireText {
    /// Evidence whose texts the rules themselves write. What is not listed counts as hostile.
    static func isOurs(evidence name: String) -> Bool { ours.contains(name) }

    private static let ours: Set = [
        "basis", "reason", "manner", "scan_type", "service", "mostly", "sources", "protocol", "port", "frame_sources",
        "protocols", "transport", "direction", "state",
    ]

    /// `text` without these strings.
    static func without(_ strings: [String], in text: String) -> String {
        var rest = text
        for string in strings where !string.isEmpty { rest = rest.replacing(string, with: " ") }
        return rest
    }

    /// At most `limit` characters, each a visible one: controls, bidirectional and invisible marks, and what is no character at all
    /// become `?`.
    static func bounded(_ text: String, limit: Int = 80) -> String {
        var result = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit {
                result.append("…")
                break
            }
            result.append(isVisible(scalar) ? scalar : "?")
            count += 1
        }
        return String(result)
    }

    static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .nonspacingMark, .enclosingMark:
            false
        case .spaceSeparator: scalar == " "
        default: !scalar.properties.isDefaultIgnorableCodePoint && !scalar.properties.isVariationSelector
        }
    }

    /// Whether it has the shape of a name that may be said in a sentence: one short word of letters, digits, dots and hyphens that no ordinary
    /// word looks like. A plain word is none: whoever names his server `harmless` puts no word into our mouth.
    static func isName(_ text: String) -> Bool {
        guard (1...80).contains(text.unicodeScalars.count), let first = text.unicodeScalars.first,
            let last = text.unicodeScalars.last, isPlain(first), isPlain(last) || last == "$",
            text.unicodeScalars.allSatisfy({ isPlain($0) || "._-\\$".unicodeScalars.contains($0) })
        else { return false }
        return text.contains { $0 == "." || $0 == "\\" || $0 == "$" || $0.isNumber }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
    }

    /// Whether it has the strict shape of a host name: what may be named in a command.
    static func isHostName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, text.utf8.count <= 253 else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy {
                    (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
                }
        }
    }
}
