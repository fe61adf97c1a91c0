package import Vocabulary

/// A stream that other programs or a screen read: told everything, in order, and writing what it has a form for.
package protocol EventOutput {
    mutating func observe(events: [FlowEvent])
    mutating func observe(finding: Finding)
    mutating func observe(change: IncidentChange)
    mutating func observe(tick: TrafficTick)
    /// The capture is over: write what is still held back.
    mutating func finish()
}

extension EventOutput {
    package mutating func observe(events: [FlowEvent]) {}
    package mutating func observe(finding: Finding) {}
    package mutating func observe(change: IncidentChange) {}
    package mutating func observe(tick: TrafficTick) {}
    package mutating func finish() {}
}

/// Where lines of text go: a file, standard output, memory in a test. Fails quietly: what could not be written is counted.
package protocol LineSink: SendableMetatype {
    mutating func write(line: String)
    mutating func close()
}
