/// How full one bounded table is: its cap, what happens when it is full, and how often that happened.
///
/// Everything an attacker can make grow has one. They are collected in one place (`PacketPath.tables`), shown by
/// `netsentinel doctor --hostile`, listed in docs/architecture.md and held by tests of floods of everything.
package struct TableGauge: Sendable, Hashable {
    /// Room and table, such as `flows` or `beacon.contacts`.
    package var name: String
    package var count: Int
    package var capacity: Int
    /// What happens to a newcomer, or to whom it pushes out.
    package var whenFull: String
    /// Entries that were pushed out, or refused.
    package var lost: UInt64

    package init(_ name: String, count: Int, capacity: Int, whenFull: String, lost: UInt64) {
        self.name = name
        self.count = count
        self.capacity = capacity
        self.whenFull = whenFull
        self.lost = lost
    }

    package var isWithinCap: Bool { count <= capacity }
}

/// A table that can say how full it is.
package protocol Gauged {
    func gauge(_ name: String) -> TableGauge
}
