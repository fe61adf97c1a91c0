package import Detection
package import Pipeline
package import Vocabulary

/// Keeps every finding with the event time at which it was said.
///
/// A finding's own times are those of the packets it covers; the moment it was said is the time of the event with its `order`.
package struct SweepListener: PipelineListener {
    package struct Said: Sendable {
        package let finding: Finding
        package let time: Timestamp
    }
    package private(set) var said: [Said] = []
    private var times: [UInt64: Timestamp] = [:]
    private var latest = Timestamp(nanoseconds: .min)

    package init() {}

    package mutating func observe(events: [FlowEvent], context: borrowing DetectionContext) {
        times.removeAll(keepingCapacity: true)
        for event in events {
            times[event.order] = event.timestamp
            latest = max(latest, event.timestamp)
        }
    }

    package mutating func observe(findings: [Finding]) {
        for finding in findings {
            said.append(Said(finding: finding, time: max(finding.lastSeen, times[finding.order] ?? latest)))
        }
    }

    package mutating func observe(tick: TrafficTick) {}
    package mutating func observe(progress: PipelineProgress) {}
}
