import Vocabulary

/// The members of a JSON body, read strictly: collects every complaint and throws them together.
package struct Fields {
    private let members: [String: JSONValue]
    package private(set) var problems: [Problem.Item] = []

    /// - Parameter known: names that may stand there; others are complaints.
    package init(_ value: JSONValue, known: [String]) {
        guard case .object(let members) = value else {
            self.members = [:]
            problems.append(.init("body", "is a JSON object"))
            return
        }
        self.members = members
        for name in members.keys.sorted() where !known.contains(name) {
            problems.append(.init(String(name.prefix(40)), "is not known here"))
        }
    }

    package func has(_ name: String) -> Bool { members[name] != nil && members[name] != .null }
    package func raw(_ name: String) -> JSONValue? { members[name] }

    package mutating func complain(_ name: String, _ reason: String) { problems.append(.init(name, reason)) }

    package mutating func text(_ name: String, maximum: Int, required: Bool = false) -> String? {
        guard let value = present(name, required: required) else { return nil }
        guard case .string(let text) = value, text.unicodeScalars.count <= maximum else {
            complain(name, "is a text of at most \(maximum) characters")
            return nil
        }
        if required && text.trimmed.isEmpty {
            complain(name, "is not empty")
            return nil
        }
        return text
    }

    package mutating func flag(_ name: String) -> Bool? {
        guard let value = present(name, required: false) else { return nil }
        guard case .bool(let flag) = value else {
            complain(name, "is true or false")
            return nil
        }
        return flag
    }

    package mutating func number(_ name: String, _ range: ClosedRange<Double>) -> Double? {
        guard let value = present(name, required: false) else { return nil }
        let number: Double? =
            switch value {
            case .integer(let whole): Double(whole)
            case .number(let number): number
            default: nil
            }
        guard let number, range.contains(number) else {
            complain(name, "is a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    package mutating func integer(_ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        guard let value = present(name, required: false) else { return nil }
        guard case .integer(let number) = value, range.contains(number) else {
            complain(name, "is a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    package mutating func texts(_ name: String, count: Int, maximum: Int) -> [String]? {
        guard let value = present(name, required: false) else { return nil }
        guard case .array(let values) = value, values.count <= count else {
            complain(name, "is a list of at most \(count) texts")
            return nil
        }
        let texts = values.compactMap(\.text).filter { $0.unicodeScalars.count <= maximum }
        guard texts.count == values.count else {
            complain(name, "is a list of texts of at most \(maximum) characters")
            return nil
        }
        return texts
    }

    package mutating func choice(_ name: String, _ names: [String], required: Bool = false) -> String? {
        guard let value = present(name, required: required) else { return nil }
        guard case .string(let text) = value, names.contains(text) else {
            complain(name, "is one of \(names.joined(separator: ", "))")
            return nil
        }
        return text
    }

    /// - Throws: `Problem` 422 when there was a complaint.
    package func finish() throws {
        guard problems.isEmpty else { throw Problem.invalid(problems) }
    }

    private mutating func present(_ name: String, required: Bool) -> JSONValue? {
        guard let value = members[name], value != .null else {
            if required { complain(name, "is missing") }
            return nil
        }
        return value
    }
}
