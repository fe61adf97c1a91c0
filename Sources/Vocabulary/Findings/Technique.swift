/// A MITRE ATT&CK Enterprise technique. Held in one table, `Technique.catalog`, which a test compares with the ATT&CK list.
public struct Technique: Hashable, Sendable {
    /// Such as `T1046` or `T1110.001`.
    public let id: String
    public let name: String
    /// The tactic it serves here, by its ATT&CK short name, such as `discovery`.
    public let tactic: String

    public init(id: String, name: String, tactic: String) {
        self.id = id
        self.name = name
        self.tactic = tactic
    }
}
