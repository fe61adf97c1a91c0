package import Vocabulary

/// Where the flow table puts its events, in packet order: reserved once, emptied after each call, never shrunk.
///
/// Bounds: a packet causes at most eight events of its own, and `FlowTable.observe` returns early when timers have filled
/// `softLimit`, so a buffer that is emptied after each call stays below a few megabytes even when a million flows expire at once.
package struct EventBuffer: ~Copyable, Sendable {
    /// Timers pause at this many events.
    package static var softLimit: Int { 2048 }

    package private(set) var events: [FlowEvent] = []

    package init() { events.reserveCapacity(256) }

    package var count: Int { events.count }
    package var isEmpty: Bool { events.isEmpty }
    var isFull: Bool { events.count >= Self.softLimit }

    package subscript(_ index: Int) -> FlowEvent { events[index] }

    package mutating func append(_ event: consuming FlowEvent) { events.append(event) }

    /// `order` of the event appended last; 0 while there is none.
    package var lastOrder: UInt64 { events.last?.order ?? 0 }

    /// Puts events in order that were appended out of it (a packet loop that reads a batch after the table did).
    package mutating func sort(by precedes: (FlowEvent, FlowEvent) -> Bool) { events.sort(by: precedes) }

    /// Hands the events over; without a copy where nothing else is there.
    package mutating func move(to other: inout [FlowEvent]) {
        if other.isEmpty {
            swap(&events, &other)
        } else {
            other.append(contentsOf: events)
        }
        events.removeAll(keepingCapacity: true)
    }

    /// Empties the buffer and keeps its memory.
    package mutating func removeAll() { events.removeAll(keepingCapacity: true) }
}
