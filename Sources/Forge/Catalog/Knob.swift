/// One thing about a scenario that can be turned, with its default and its range.
package struct Knob: Sendable, Hashable {
    package var name: String
    package var summary: String
    package var kind: Kind

    package enum Kind: Sendable, Hashable {
        case number(Double, ClosedRange<Double>, unit: String)
        case choice(String, [String])
        case flag(Bool)
    }

    package static func number(
        _ name: String, _ value: Double, _ range: ClosedRange<Double>, unit: String = "", _ summary: String
    ) -> Knob { Knob(name: name, summary: summary, kind: .number(value, range, unit: unit)) }

    package static func choice(_ name: String, _ value: String, _ values: [String], _ summary: String) -> Knob {
        Knob(name: name, summary: summary, kind: .choice(value, values))
    }

    package static func flag(_ name: String, _ value: Bool, _ summary: String) -> Knob {
        Knob(name: name, summary: summary, kind: .flag(value))
    }

    /// The default as text.
    package var defaultText: String {
        switch kind {
        case .number(let value, _, _): Self.text(value)
        case .choice(let value, _): value
        case .flag(let value): "\(value)"
        }
    }

    /// What may be set, as text.
    package var rangeText: String {
        switch kind {
        case .number(_, let range, let unit):
            "\(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))\(unit.isEmpty ? "" : " \(unit)")"
        case .choice(_, let values): values.joined(separator: " | ")
        case .flag: "true | false"
        }
    }

    static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }

    /// Knobs that every scenario has.
    package static let shared: [Knob] = [
        .number("loss", 0, 0...0.5, "part of all frames the sensor loses"),
        .number("reordering", 0, 0...0.5, "part of all frames that arrive late"),
        .number("duplication", 0, 0...0.5, "part of all frames the sensor sees twice"),
        .number("background", 0, 0...600, unit: "flows/min", "harmless flows of the same network around it"),
    ]
}

/// The values of a scenario's knobs.
package struct Knobs: Sendable, Hashable {
    private var numbers: [String: Double] = [:]
    private var choices: [String: String] = [:]
    private var flags: [String: Bool] = [:]
    private let known: [Knob]

    /// The defaults.
    package init(_ card: ScenarioCard) {
        known = card.knobs + Knob.shared
        for knob in known {
            switch knob.kind {
            case .number(let value, _, _): numbers[knob.name] = value
            case .choice(let value, _): choices[knob.name] = value
            case .flag(let value): flags[knob.name] = value
            }
        }
    }

    /// Sets a knob from text, as on the command line (`rate=50`).
    package mutating func set(_ name: String, _ text: String) throws(ForgeError) {
        guard let knob = known.first(where: { $0.name == name }) else {
            let names = known.map(\.name).joined(separator: ", ")
            throw ForgeError(.unknownKnob, "This scenario has no knob named \(name). It has: \(names).")
        }
        switch knob.kind {
        case .number(_, let range, _):
            guard let value = Double(text), range.contains(value) else { throw refusal(knob, text) }
            numbers[name] = value
        case .choice(_, let values):
            guard values.contains(text) else { throw refusal(knob, text) }
            choices[name] = text
        case .flag:
            guard let value = ["true": true, "yes": true, "1": true, "false": false, "no": false, "0": false][text]
            else {
                throw refusal(knob, text)
            }
            flags[name] = value
        }
    }

    /// These knobs with others set; the text form of every value is allowed. Traps on a wrong one: for code and tests.
    package func with(_ settings: KeyValuePairs<String, any CustomStringConvertible>) -> Knobs {
        var result = self
        for (name, value) in settings {
            do throws(ForgeError) { try result.set(name, value.description) } catch {
                preconditionFailure(error.message)
            }
        }
        return result
    }

    package func number(_ name: String) -> Double { known(numbers[name], name) }
    package func count(_ name: String) -> Int { Int(number(name)) }
    package func choice(_ name: String) -> String { known(choices[name], name) }
    package func flag(_ name: String) -> Bool { known(flags[name], name) }

    private func known<Value>(_ value: Value?, _ name: String) -> Value {
        guard let value else { preconditionFailure("the scenario reads a knob that its card does not have: \(name)") }
        return value
    }

    private func refusal(_ knob: Knob, _ text: String) -> ForgeError {
        ForgeError(.badValue, "\(knob.name) cannot be \(text). Give \(knob.rangeText).")
    }
}
