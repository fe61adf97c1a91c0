/// A number on a card (of a rule, a mission, a source) that its owner may set.
public struct CardOption: Sendable, Hashable {
    /// snake_case, such as `distinct_ports`.
    public let name: String
    /// What holds as long as nobody says otherwise.
    public let value: Double
    public let range: ClosedRange<Double>
    /// `ports`, `seconds`, `attempts`, …; empty where the name says it.
    public let unit: String
    public let summary: String

    public init(_ name: String, _ value: Double, _ range: ClosedRange<Double>, _ unit: String, _ summary: String) {
        self.name = name
        self.value = value
        self.range = range
        self.unit = unit
        self.summary = summary
    }
}

extension [CardOption] {
    /// Every problem of what somebody chose, in sentences that begin with the field's name.
    ///
    /// - Parameter owner: whose options these are, as in `beacon has no such option`.
    public func problems(with choices: [String: Double], owner: String) -> [String] {
        choices.sorted { $0.key < $1.key }.compactMap { name, value in
            guard let option = first(where: { $0.name == name }) else {
                return "options.\(name.prefix(40)): \(owner) has no such option"
            }
            guard option.range.contains(value) else {
                return "options.\(name): is a number from \(option.range.lowerBound) to \(option.range.upperBound)"
            }
            return nil
        }
    }
}
