import HTTPTypes
package import Vocabulary

/// The query of a request, read strictly: an unknown, repeated or ill-formed parameter is an error that names it.
package struct Query: Sendable, Equatable {
    private let values: [String: String]

    /// - Throws: `Problem` 400 with every complaint.
    package init(_ text: String?, parameters: [Parameter]) throws(Problem) {
        var values: [String: String] = [:]
        var complaints: [Problem.Item] = []
        let known = parameters.filter { $0.place == .query }
        let pieces = (text ?? "").split(separator: "&")
        if pieces.count > 64 { throw Problem(.badRequest, "The query has more than 64 parameters.") }
        for piece in pieces {
            let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = parts.count == 2 ? Self.decoded(parts[1]) : "" else {
                complaints.append(.init(Self.shown(String(parts[0])), "is not percent-encoded UTF-8"))
                continue
            }
            guard let parameter = known.first(where: { $0.name == name }) else {
                complaints.append(.init(Self.shown(name), "is not a parameter of this path"))
                continue
            }
            if values.updateValue(value, forKey: name) != nil {
                complaints.append(.init(name, "is given twice"))
            } else if let reason = parameter.kind.complaint(about: value) {
                complaints.append(.init(name, reason))
            }
        }
        for parameter in known where parameter.isRequired && values[parameter.name] == nil {
            complaints.append(.init(parameter.name, "is missing"))
        }
        guard complaints.isEmpty else {
            let detail = complaints.map { "\($0.name) \($0.reason)" }.joined(separator: "; ")
            throw Problem(.badRequest, detail, problems: complaints)
        }
        self.values = values
    }

    package func text(_ name: String) -> String? { values[name] }
    package func integer(_ name: String) -> Int? { values[name].flatMap { Int($0) } }
    package func flag(_ name: String) -> Bool? { values[name].map { $0 == "true" } }
    package func time(_ name: String) -> Timestamp? { values[name].flatMap { ValueKind.time($0) } }
    package func address(_ name: String) -> IPAddress? { values[name].flatMap { IPAddress($0) } }
    package func list(_ name: String) -> [String] {
        values[name].map { $0.split(separator: ",").map(String.init) } ?? []
    }

    /// `%41` and `+` undone; nil where the result is not UTF-8.
    package static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = true) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            if byte == UInt8(ascii: "%") {
                guard let high = iterator.next().flatMap(nibble), let low = iterator.next().flatMap(nibble) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(byte == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// What the caller sent, short enough to say back.
    private static func shown(_ text: String) -> String { String(text.prefix(40)) }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
