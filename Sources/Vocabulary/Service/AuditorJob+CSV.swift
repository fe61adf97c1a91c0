extension AuditorJob {
    /// Its findings as CSV (RFC 4180), one a line, those that were struck marked as such. A cell that a spreadsheet would take for a formula
    /// begins with an apostrophe.
    public var csv: String {
        var lines = ["status,risk,by,finding,rows,reason"]
        for finding in findings {
            lines.append(
                Self.line([
                    "supported", finding.risk.name, finding.by.rawValue, finding.text,
                    finding.rows.joined(separator: " "), "",
                ]))
        }
        for claim in struck {
            lines.append(
                Self.line(["struck", "", "model", claim.text, claim.events.joined(separator: " "), claim.reason]))
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    private static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") }

    private static func cell(_ text: String) -> String {
        var text = text
        if let first = text.first, "=+-@\t\r".contains(first) { text = "'" + text }
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
