package import Vocabulary

/// What a query or path parameter may be; checks a text and describes itself for the OpenAPI document, so that the two
/// agree.
package enum ValueKind: Sendable, Equatable {
    case integer(ClosedRange<Int>)
    case text(maximum: Int)
    /// One of these.
    case choice([String])
    /// Several of these, separated by commas.
    case choices([String])
    case flag
    /// Seconds since 1970, or ISO 8601 with a zone.
    case time
    case address
    /// Made by us, given back to us.
    case cursor
    /// One word of a search: an address, a block, a range, a name.
    case term
    /// An identifier: letters, digits and `_ - . : %`.
    case identifier

    /// Nil when the text is one, else what it should be.
    package func complaint(about text: String) -> String? {
        switch self {
        case .integer(let range):
            guard let number = Int(text), range.contains(number) else {
                return "is a whole number from \(range.lowerBound) to \(range.upperBound)"
            }
        case .text(let maximum):
            if text.unicodeScalars.count > maximum { return "has at most \(maximum) characters" }
            if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) {
                return "has no control characters"
            }
        case .choice(let names):
            if !names.contains(text) { return "is one of \(names.joined(separator: ", "))" }
        case .choices(let names):
            let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            if !parts.allSatisfy(names.contains) || parts.count > names.count {
                return "is one or several of \(names.joined(separator: ", ")), separated by commas"
            }
        case .flag:
            if text != "true" && text != "false" { return "is true or false" }
        case .time:
            if Self.time(text) == nil { return "is ISO 8601 with a zone, or seconds since 1970" }
        case .address:
            if IPAddress(text) == nil { return "is an IP address" }
        case .term:
            let allowed = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") }
            if text.isEmpty || text.utf8.count > 128 || !allowed { return "is one word without spaces and quotes" }
        case .cursor, .identifier:
            let allowed = text.utf8.allSatisfy { Self.isIdentifier($0) }
            if text.isEmpty || text.utf8.count > 256 || !allowed {
                return self == .cursor ? "is a next_cursor of an answer" : "is an identifier"
            }
        }
        return nil
    }

    /// The moment a text means; bounded, so that no arithmetic behind it can overflow.
    package static func time(_ text: String) -> Timestamp? {
        if let seconds = Double(text) {
            guard seconds.isFinite, (0...8_000_000_000).contains(seconds) else { return nil }
            return Timestamp(seconds: seconds)
        }
        return text.utf8.count <= 40 ? Timestamp(text) : nil
    }

    package var schema: JSONValue {
        switch self {
        case .integer(let range):
            [
                "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
                "maximum": .integer(Int64(range.upperBound)),
            ]
        case .text(let maximum):
            ["type": "string", "maxLength": .integer(Int64(maximum)), "pattern": "^[^\\u0000-\\u001F\\u007F]*$"]
        case .choice(let names): ["type": "string", "enum": .array(names.map { .string($0) })]
        case .choices(let names):
            {
                let one = "(\(names.joined(separator: "|")))"
                return ["type": "string", "pattern": .string("^\(one)(,\(one)){0,\(names.count - 1)}$")]
            }()
        case .flag: ["type": "boolean"]
        case .time:
            [
                "anyOf": [
                    ["type": "number", "minimum": 0, "maximum": 8_000_000_000],
                    ["type": "string", "format": "date-time"],
                ]
            ]
        case .address: ["type": "string", "anyOf": [["format": "ipv4"], ["format": "ipv6"]]]
        case .term: ["type": "string", "pattern": "^[!#-~]{1,128}$"]
        case .cursor, .identifier:
            ["type": "string", "minLength": 1, "maxLength": 256, "pattern": "^[A-Za-z0-9_.:%~=-]+$"]
        }
    }

    private static func isIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_.:%~=-".utf8.contains(byte)
        }
    }
}
