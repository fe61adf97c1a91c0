import Detection
import Pipeline
import Vocabulary

/// What the packet thread noticed since it last handed over: copied once, worked on upstairs.
struct CellarNews: Sendable {
    /// A flow as it stood at an event of it.
    struct FlowNews: Sendable {
        let kind: FlowEvent.Kind
        let flow: FlowSnapshot
        let direction: Direction
    }
    /// A finding and the incident it went into.
    struct Found: Sendable {
        let finding: Finding
        let incident: String
    }
    var flows: [FlowNews] = []
    /// Names seen in flows, hostile text, by flow id.
    var names: [(flow: UInt64, name: String)] = []
    var sightings: [HostSighting] = []
    var found: [Found] = []
    var changes: [IncidentChange] = []
    var seconds: [TrafficPoint] = []
    /// What hosts did, to learn from, and how much of it was left out because of an open incident.
    var behaviour: [BehaviourWindow] = []
    var refusedBehaviour: UInt64 = 0
    var totals: PathTotals?
    var progress: PipelineProgress?
    /// Findings that a suppression swallowed, since the start.
    var suppressed: UInt64 = 0
    /// What could not be handed over because upstairs did not keep up.
    var lostFlows: UInt64 = 0
    var lostRecords: UInt64 = 0

    var isEmpty: Bool {
        flows.isEmpty && found.isEmpty && changes.isEmpty && seconds.isEmpty && totals == nil && progress == nil
            && sightings.isEmpty && behaviour.isEmpty
    }
}
