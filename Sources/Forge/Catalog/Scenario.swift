package import Vocabulary

/// A kind of traffic that can be forged: one file a scenario, one line in `ScenarioCatalog`.
///
/// `stage` puts the first actions on the timeline, at `start` or later, and says what a detector should find. It must not
/// put the whole capture there: actions continue themselves, so that memory stays bounded whatever the length.
package protocol Scenario: SendableMetatype {
    static var card: ScenarioCard { get }
    static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident]
    /// The network it plays in unless another scenario embeds it.
    static var network: Network { get }
    /// Where the capture ends, if not when everything has been told.
    static func frameLimit(_ knobs: Knobs) -> Int?
}

extension Scenario {
    package static var network: Network { .office() }
    package static func frameLimit(_ knobs: Knobs) -> Int? { nil }

    /// Its traffic. The same knobs and seed give the same frames, byte for byte, on every machine.
    package static func make(knobs: Knobs? = nil, seed: UInt64 = 1) -> ForgedTraffic {
        let knobs = knobs ?? Knobs(card)
        var timeline = Timeline(seed: seed)
        timeline.impairment = Impairment(
            loss: knobs.number("loss"), duplication: knobs.number("duplication"), reordering: knobs.number("reordering")
        )
        let network = network
        let truth = stage(knobs, in: network, from: timeline.now, on: &timeline)
        if knobs.number("background") > 0 {
            Background.stage(perMinute: knobs.number("background"), in: network, on: &timeline)
        }
        return ForgedTraffic(truth: truth, timeline: timeline, limit: frameLimit(knobs))
    }

    /// The defaults of its knobs.
    package static var defaults: Knobs { Knobs(card) }
}

/// What a scenario is and can do; help, documentation and the command line are derived from it.
package struct ScenarioCard: Sendable {
    package var name: String
    package var title: String
    package var summary: String
    /// What a detector is expected to report; empty for harmless traffic.
    package var detections: [DetectionID]
    package var knobs: [Knob]

    package init(
        name: String, title: String, summary: String, detections: [DetectionID] = [], knobs: [Knob] = []
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.detections = detections
        self.knobs = knobs
    }
}

/// One incident that a scenario really contains.
package struct ExpectedIncident: Sendable, Hashable {
    package var detection: DetectionID
    /// Whom a detector should name; any of them will do. Empty where the sources are spoofed and nobody can be named.
    package var attackers: [Party]
    package var victims: [Party]
    package var start: Timestamp
    /// True where a detector that stays silent is not wrong.
    package var isOptional: Bool

    package init(
        _ detection: DetectionID, attackers: [Party], victims: [Party], start: Timestamp, isOptional: Bool = false
    ) {
        self.detection = detection
        self.attackers = attackers
        self.victims = victims
        self.start = start
        self.isOptional = isOptional
    }
}

/// The frames of a scenario in order of time, made as they are asked for.
package struct ForgedTraffic: Sequence, IteratorProtocol {
    /// What is really in it.
    package let truth: [ExpectedIncident]
    private var timeline: Timeline
    private let limit: Int?

    init(truth: [ExpectedIncident], timeline: Timeline, limit: Int?) {
        self.truth = truth
        self.timeline = timeline
        self.limit = limit
    }

    package mutating func next() -> ForgedFrame? {
        if let limit, timeline.frameCount >= limit { return nil }
        let frame = timeline.next()
        if let limit, timeline.frameCount >= limit { timeline.stop() }
        return frame
    }

    /// Frames that wait on the stage: how much is held in memory now.
    package var pendingFrames: Int { timeline.pendingFrames }
    package var frameCount: Int { timeline.frameCount }
}
