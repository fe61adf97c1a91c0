package import Vocabulary

/// The order in which events are judged, whatever the number of workers.
///
/// By the packet that caused them; of one packet: the tick, the flows that time ended (by flow id), the flow whose place a new one takes,
/// what happened to the flow, what was read in the packet, and last that the flow ended. A packet that quotes another flow (an ICMP
/// error) has its own flow's events before the other's refusal. What happens to one flow is told in this order in the first place.
package enum EventOrder {
    /// The place of an event among those of one packet.
    static func rank(_ event: FlowEvent) -> UInt8 {
        switch event.kind {
        case .tick: 0
        case .closed:
            switch event.flow.ending {
            case .idle, .captureEnd: 1
            case .replaced: 2
            default: 7
            }
        case .opened: 3
        case .established, .progressed, .pulse: 4
        case .refused: 5
        case .application, .echo, .unreachable, .neighbor: 6
        }
    }

    static func precedes(_ left: FlowEvent, _ right: FlowEvent) -> Bool {
        if left.order != right.order { return left.order < right.order }
        let ranks = (rank(left), rank(right))
        // One packet may move the clock several seconds: each tick with the flows it ended, second by second.
        if ranks.0 <= 1, ranks.1 <= 1, left.timestamp != right.timestamp { return left.timestamp < right.timestamp }
        if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
        return ranks.0 == 1 && left.flow.id < right.flow.id
    }

    /// Merges two runs, each in order; of equal ones the first run's come first.
    package static func merge(_ first: [FlowEvent], _ second: [FlowEvent], into result: inout [FlowEvent]) {
        var i = 0
        var j = 0
        result.reserveCapacity(result.count + first.count + second.count)
        while i < first.count, j < second.count {
            if precedes(second[j], first[i]) {
                result.append(second[j])
                j += 1
            } else {
                result.append(first[i])
                i += 1
            }
        }
        result.append(contentsOf: first[i...])
        result.append(contentsOf: second[j...])
    }

    /// Several workers tell the same second, each with what passed in its share: one tick with the sum.
    static func joiningTicks(_ events: [FlowEvent]) -> [FlowEvent] {
        var result: [FlowEvent] = []
        result.reserveCapacity(events.count)
        for event in events {
            if case .traffic(let more) = event.detail, let last = result.indices.last,
                case .traffic(let sum) = result[last].detail, sum.second == more.second,
                result[last].order == event.order
            {
                result[last].detail = .traffic(sum.adding(more))
            } else {
                result.append(event)
            }
        }
        return result
    }
}

extension TrafficTick {
    fileprivate func adding(_ other: TrafficTick) -> TrafficTick {
        var sum = self
        sum.packets += other.packets
        sum.bytes += other.bytes
        sum.tcp += other.tcp
        sum.udp += other.udp
        sum.icmp += other.icmp
        sum.other += other.other
        sum.newFlows += other.newFlows
        sum.activeFlows += other.activeFlows
        return sum
    }
}
