import Capture
package import Detection
package import Flows
package import Incidents
package import Vocabulary

/// What the owner decides about detection: home networks, rules, thresholds, and who is never reported.
package struct DetectionSettings: Sendable {
    package var home: [AddressBlock] = []
    /// Attackers that are not reported, such as the owner's own scanner.
    package var allowed: [AddressBlock] = []
    /// Addresses of this machine: its own traffic is never counted against anyone.
    package var own: Set<IPAddress> = []
    /// Findings less sure than this are not reported, 0...1.
    package var minimumConfidence = 0.0
    /// How long a flow that nobody answered may be silent before it is over; the other timeouts keep their proportions to it.
    package var flowExpirySeconds = 60
    /// What the owner does not want to hear of, besides `allowed`.
    package var suppressions: [Suppression] = []
    /// What the blocklists in force name; nil without any.
    package var indicators: IndicatorTable?
    /// The files they came from that somebody named; a service reads them again with those of its folder.
    package var listFiles: [String] = []
    /// Live: networks that the watched interfaces lie in.
    package private(set) var neighbourhood: [AddressBlock] = []
    /// Live: judge this machine's own traffic too.
    package var judgesOwn = false
    /// What is usual here; nil: what ships with the program.
    package var baseline: BehaviourBaseline?
    /// Tell the service what hosts do, so that it can learn what is usual.
    package var learns = false
    private(set) var disabled: Set<String> = []
    private(set) var options: [String: [String: Double]] = [:]

    package init() {}

    /// Turns rules off by name; the answer is what is wrong, in sentences.
    package mutating func disable(_ names: [String]) -> [String] {
        var problems: [String] = []
        for name in names {
            if RuleCatalog.cards.contains(where: { $0.name == name }) {
                disabled.insert(name)
            } else {
                problems.append("no rule is called \(name)" + Self.suggestion(name, RuleCatalog.cards.map(\.name)))
            }
        }
        return problems
    }

    /// Turns off every rule but these.
    package mutating func keep(only names: Set<String>) {
        disabled.formUnion(RuleCatalog.cards.map(\.name).filter { !names.contains($0) })
    }

    /// Sets options, each as `rule.option=value`; the answer is what is wrong, in sentences.
    package mutating func set(_ assignments: [String]) -> [String] {
        var problems: [String] = []
        for text in assignments {
            let halves = text.split(separator: "=", maxSplits: 1)
            let path = halves.first?.split(separator: ".", maxSplits: 1) ?? []
            guard halves.count == 2, path.count == 2, let value = Double(halves[1]) else {
                problems.append("\(text): expected rule.option=number")
                continue
            }
            guard let card = RuleCatalog.cards.first(where: { $0.name == path[0] }) else {
                problems.append(
                    "no rule is called \(path[0])" + Self.suggestion(String(path[0]), RuleCatalog.cards.map(\.name)))
                continue
            }
            guard let option = card.options.first(where: { $0.name == path[1] }) else {
                problems.append(
                    "\(card.name) has no option \(path[1])" + Self.suggestion(String(path[1]), card.options.map(\.name))
                )
                continue
            }
            guard option.range.contains(value) else {
                problems.append(
                    "\(text): \(option.name) takes \(option.range.lowerBound) to \(option.range.upperBound) \(option.unit)"
                )
                continue
            }
            options[card.name, default: [:]][option.name] = value
        }
        return problems
    }

    /// When flows are over.
    package var flows: FlowSettings { FlowSettings(expirySeconds: flowExpirySeconds) }

    /// The rules as these settings want them.
    package func rules() -> RuleSet {
        var networks = HomeNetworks(configured: home)
        for block in neighbourhood { networks.observe(interface: block) }
        var context = DetectionContext(home: networks, hosts: HostWindows())
        context.own = own
        context.indicators = indicators
        var rules = RuleSet(context: context, settings: options, disabled: disabled, baseline: baseline)
        rules.record(behaviour: learns)
        return rules
    }

    /// The same for live interfaces: their networks are home, and what this machine sends is its own, on whatever interface it has
    /// the address. The loopback is nobody's own: who watches it wants to see this machine.
    package func watching(_ interfaces: [String]) -> DetectionSettings {
        var settings = self
        settings.neighbourhood = LocalAddresses.networks(of: interfaces)
        if !judgesOwn { settings.own.formUnion(LocalAddresses.addresses().filter { !$0.isLoopback }) }
        return settings
    }

    /// Changes running rules to these settings; those whose options stay go on with what they have counted.
    func apply(to rules: inout RuleSet) {
        rules.apply(settings: options, disabled: disabled)
        rules.configure(home: home)
    }

    package func correlator() -> Correlator { Correlator(suppressions: allSuppressions) }

    /// Those the owner asked for one by one, and those of allowed attackers.
    var allSuppressions: [Suppression] {
        allowed.compactMap { Suppression(attackers: $0, reason: "allowed by the owner") } + suppressions
    }

    /// Turns a rule on or off; the name must be in the catalogue.
    mutating func setRule(_ name: String, enabled: Bool) {
        if enabled { disabled.remove(name) } else { disabled.insert(name) }
    }

    /// The value of a rule's option: what the owner set, else the card's.
    func value(of option: CardOption, in rule: String) -> Double { options[rule]?[option.name] ?? option.value }

    /// ` (did you mean x?)` for a near miss: the name with the longest common prefix of at least two letters.
    private static func suggestion(_ wrong: String, _ names: [String]) -> String {
        let best = names.max { wrong.commonPrefix(with: $0).count < wrong.commonPrefix(with: $1).count }
        guard let best, wrong.commonPrefix(with: best).count >= 2 else { return "" }
        return " (did you mean \(best)?)"
    }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> Substring {
        var end = startIndex
        for (mine, theirs) in zip(self, other) {
            guard mine == theirs else { break }
            end = index(after: end)
        }
        return self[..<end]
    }
}
