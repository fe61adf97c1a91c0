package import Vocabulary

/// Packets, bytes and flows of each host in the last 1, 10 and 60 seconds of event time.
package struct HostWindows: Sendable {
    package init(capacity: Int = 65_536) {}
    package mutating func observe(_ event: FlowEvent) {}
}
