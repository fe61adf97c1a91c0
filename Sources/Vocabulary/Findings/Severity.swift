/// How bad it is. Each rule's card has a default; evidence may raise it.
public enum Severity: UInt8, Sendable, Comparable, CaseIterable, Hashable {
    case info, low, medium, high, critical

    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
    public var name: String { "\(self)" }
    public init?(_ name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = match
    }
}
