/// A page written by hand with parts that are generated, each between `<!-- name -->` and `<!-- /name -->`.
package struct GeneratedPage: Sendable {
    package private(set) var text: String

    package init(_ text: String) { self.text = text }

    /// What stands between the markers; nil when they are not there.
    package func part(_ name: String) -> String? { range(name).map { String(text[$0]) } }

    /// Replaces what stands between the markers; false, and nothing changed, when they are not there.
    package mutating func renew(_ name: String, with content: String) -> Bool {
        guard let range = range(name) else { return false }
        text.replaceSubrange(range, with: Self.framed(content))
        return true
    }

    /// The content as it stands between markers.
    package static func framed(_ content: String) -> String { "\n" + content + (content.hasSuffix("\n") ? "" : "\n") }

    private func range(_ name: String) -> Range<String.Index>? {
        guard let open = text.firstRange(of: "<!-- \(name) -->"),
            let close = text[open.upperBound...].firstRange(of: "<!-- /\(name) -->")
        else { return nil }
        return open.upperBound..<close.lowerBound
    }
}
