package import Vocabulary

/// Where the flow table and the packet loop put their events, in packet order: reserved once, never shrunk.
///
/// Bounds: a packet causes a few events of its own, and `FlowTable.observe` returns early when timers have added `softLimit` since
/// the last `seal`, so a buffer that is emptied then stays below a few megabytes even when a million flows expire at once.
package struct EventBuffer: ~Copyable, Sendable {
    /// Timers pause at this many unsealed events.
    package static var softLimit: Int { 512 }

    package private(set) var events: [FlowEvent] = []
    /// How many events have their final place.
    private var sealed = 0

    package init() { events.reserveCapacity(1024) }

    package var count: Int { events.count }
    package var isEmpty: Bool { events.isEmpty }
    package var isFull: Bool { events.count &- sealed >= Self.softLimit }

    package subscript(_ index: Int) -> FlowEvent { events[index] }

    @inline(__always)
    package mutating func append(_ event: consuming FlowEvent) { events.append(event) }

    /// Appends an event whose flow `fill` writes where it lies.
    @inline(__always)
    mutating func append(
        _ kind: FlowEvent.Kind, _ order: UInt64, _ timestamp: Timestamp, _ detail: consuming FlowEvent.Detail = .none,
        _ fill: (inout FlowSnapshot) -> Void
    ) {
        events.append(
            FlowEvent(
                order: order, timestamp: timestamp, kind: kind, flow: FlowSnapshot(key: .nobody), detail: detail))
        fill(&events[events.count &- 1].flow)
    }

    /// The order and time of the next unsealed end of the flow `id`, from `place` on; `place` moves behind it.
    package func end(of id: UInt64, after place: inout Int) -> (order: UInt64, timestamp: Timestamp)? {
        var at = max(place, sealed)
        let lent = events.span
        while at < lent.count {
            if lent[at].kind == .closed, lent[at].flow.id == id {
                place = at + 1
                return (lent[at].order, lent[at].timestamp)
            }
            at += 1
        }
        return nil
    }

    /// Lends the unsealed events to be put in another order or added to. Rare, so it may copy.
    package mutating func rearrange(_ body: (inout [FlowEvent]) -> Void) {
        var open = Array(events[sealed...])
        events.removeSubrange(sealed...)
        body(&open)
        events.append(contentsOf: open)
    }

    /// Nothing will be put before the events that are here now.
    package mutating func seal() { sealed = events.count }

    /// Hands all events over; without a copy where nothing else is there.
    package mutating func move(to other: inout [FlowEvent]) {
        if other.isEmpty {
            swap(&events, &other)
        } else {
            other.append(contentsOf: events)
        }
        removeAll()
    }

    /// Empties the buffer and keeps its memory.
    package mutating func removeAll() {
        events.removeAll(keepingCapacity: true)
        sealed = 0
    }
}
