package import Flows
package import Vocabulary

/// A stream that other programs or a screen read: told everything, in order, and writing what it has a form for.
package protocol EventOutput {
    /// Events in packet order, before the findings about them. `home` is what is known of the home networks by now.
    mutating func observe(events: [FlowEvent], home: HomeNetworks)
    mutating func observe(finding: Finding)
    mutating func observe(change: IncidentChange)
    /// A second of event time is over, to the granularity of a batch.
    mutating func observe(tick: TrafficTick)
    /// The capture is over, and this is what was counted. Every flow and incident has been told.
    mutating func observe(end: CaptureEnd)
    /// Nothing more comes: write what is still held back and close.
    mutating func finish()
    /// Lines that could not be written (a full disk, a reader that went away).
    var lostLines: UInt64 { get }
}

extension EventOutput {
    package mutating func observe(events: [FlowEvent], home: HomeNetworks) {}
    package mutating func observe(finding: Finding) {}
    package mutating func observe(change: IncidentChange) {}
    package mutating func observe(tick: TrafficTick) {}
    package mutating func observe(end: CaptureEnd) {}
    package mutating func finish() {}
    package var lostLines: UInt64 { 0 }
}
