import Vocabulary

/// Which rules an event is shown to: one bit a rule, worked out once.
struct RuleRoster: Sendable {
    /// By event kind and kind of traffic.
    private var byTraffic: [UInt64]
    /// Application events, by kind of fact.
    private var byFact: [UInt64]
    /// Rules that are on.
    private(set) var active: UInt64 = 0
    /// Of them, those that wait for a source's second flow.
    private var waiting: UInt64 = 0

    /// Nobody.
    init() { self.init([]) { _ in false } }

    /// `isOn` says which of `rules` take part.
    init(_ rules: [any DetectionRule.Type], isOn: (any DetectionRule.Type) -> Bool) {
        precondition(rules.count <= 64, "A roster has one bit of 64 for each rule.")
        byTraffic = Array(repeating: 0, count: FlowEvent.Kind.allCases.count * TrafficKinds.indices)
        byFact = Array(repeating: 0, count: FactKinds.count)
        for (place, rule) in rules.enumerated() where isOn(rule) {
            let bit = UInt64(1) << UInt64(place)
            active |= bit
            if rule.waitsForSecondFlow { waiting |= bit }
            for kind in FlowEvent.Kind.allCases where rule.interests.contains(EventKinds(kind)) {
                let traffic = Self.isOfEveryFlow(kind) ? rule.traffic(of: kind) : .all
                for index in 0..<TrafficKinds.indices where traffic.contains(index: index) {
                    byTraffic[Int(kind.rawValue) * TrafficKinds.indices + index] |= bit
                }
            }
            guard rule.interests.contains(.application) else { continue }
            for kind in 0..<FactKinds.count where rule.facts.contains(FactKinds(rawValue: 1 << UInt16(kind))) {
                byFact[kind] |= bit
            }
        }
    }

    /// The events that flows of all kinds have.
    private static func isOfEveryFlow(_ kind: FlowEvent.Kind) -> Bool {
        switch kind {
        case .opened, .refused, .progressed, .closed: true
        default: false
        }
    }

    /// Of the `wanted` rules, those that need not see this kind of event of a source that opened one flow only.
    @inline(__always)
    func waiting(_ kind: FlowEvent.Kind, of wanted: UInt64) -> UInt64 {
        switch kind {
        case .opened, .established, .refused, .closed: wanted & waiting
        default: 0
        }
    }

    /// The rules that the event at `index` is shown to.
    @inline(__always)
    func wanted(_ events: Span<FlowEvent>, _ index: Int) -> UInt64 {
        let kind = events[index].kind
        if kind == .application {
            guard case .application(let fact) = events[index].detail else { return 0 }
            return byFact[FactKinds.index(of: fact)]
        }
        return byTraffic[Int(kind.rawValue) * TrafficKinds.indices + TrafficKinds.index(of: events, index)]
    }
}
