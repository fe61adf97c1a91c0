import Vocabulary

/// STIX 2.1 bundles: the `indicator` objects whose pattern names addresses, domains or JA3 fingerprints.
///
/// A pattern is taken apart where it only joins equalities by OR: each is an indicator. What needs more than one to hold
/// (AND, FOLLOWEDBY) or excludes (NOT, !=) is refused, for half of it would name the innocent. `valid_until` and `revoked` count.
enum STIXListReader {
    static func read<Sink>(_ bytes: inout ListBytes, into intake: inout ListIntake<Sink>) {
        var records = JSONRecords(
            arrays: ["objects"],
            members: ["type", "pattern", "valid_until", "revoked", "name", "labels", "pattern_type"])
        records.read(&bytes) { record in
            guard record.says("type", "indicator") else { return }
            let pattern = record.text("pattern")
            if record.says("revoked", "true") { return intake.refuse(.revoked, pattern, line: record.line) }
            guard record.members["pattern_type"] == nil || record.says("pattern_type", "stix") else {
                return intake.refuse(.otherKind, record.text("pattern_type"), line: record.line)
            }
            let until = ListTime.read(record.text("valid_until"))
            let label = record.members["name"] == nil ? record.text("labels") : record.text("name")
            switch parts(of: pattern) {
            case .failure(let fault): intake.refuse(fault, pattern, line: record.line)
            case .success(let values):
                for value in values { intake.take(value[...], label: label, until: until, line: record.line) }
            }
        }
        if records.isBroken { intake.refuse(.brokenDocument, [], line: bytes.line) }
    }

    struct Refusal: Error, Equatable { let fault: ListFault }

    /// The values a pattern names.
    static func parts(of pattern: ArraySlice<UInt8>) -> Swift.Result<[[UInt8]], ListFault> {
        var values: [[UInt8]] = []
        var words: [UInt8] = []
        var index = pattern.startIndex
        // Words outside of quotes, and the quoted values between them.
        while index < pattern.endIndex {
            guard pattern[index] == UInt8(ascii: "'") else {
                words.append(pattern[index])
                index += 1
                continue
            }
            var value: [UInt8] = []
            index += 1
            while index < pattern.endIndex, pattern[index] != UInt8(ascii: "'") {
                if pattern[index] == UInt8(ascii: "\\"), index + 1 < pattern.endIndex { index += 1 }
                value.append(pattern[index])
                index += 1
            }
            index += 1
            guard let path = path(before: words[...]) else { return .failure(.unreadable) }
            // A quoted part of a path, such as hashes.'SHA-256', is no value.
            if path.isQuotedPart {
                words += value
                continue
            }
            if path.isWanted { values.append(value) } else if path.isPage { return .failure(.pageAddress) }
            words.append(UInt8(ascii: "#"))
        }
        let text = String(decoding: words, as: UTF8.self)
        for word in [" AND ", " NOT ", "!=", "FOLLOWEDBY", ">", "<", " LIKE ", " MATCHES ", "ISSUPERSET"]
        where text.contains(word) { return .failure(.compoundPattern) }
        return values.isEmpty ? .failure(.otherKind) : .success(values)
    }

    private struct Path {
        var isWanted = false
        var isPage = false
        var isQuotedPart = false
    }

    /// What stands before a quoted text: `ipv4-addr:value = `.
    private static func path(before words: ArraySlice<UInt8>) -> Path? {
        let text = String(decoding: words.suffix(160), as: UTF8.self).lowercased()
        var path = Path()
        path.isQuotedPart = text.last == "."
        // Behind the last condition.
        let own = text.split(separator: "[").last.map(String.init) ?? text
        let last = own.components(separatedBy: " or ").last ?? own
        path.isWanted =
            last.contains("ipv4-addr:value") || last.contains("ipv6-addr:value") || last.contains("domain-name:value")
            || last.contains("dst_ref.value") || last.contains("src_ref.value") || last.contains("ja3")
            || last.contains("ja4")
        path.isPage = last.contains("url:value")
        return path
    }
}

extension String {
    fileprivate func components(separatedBy mark: String) -> [String] { split(separator: mark).map(String.init) }
}

extension ListFault: Error {}
