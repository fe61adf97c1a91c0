import Flows
package import Vocabulary

extension RuleSet {
    /// How full the tables of all rules are, and what the rules share.
    ///
    /// By reflection, so that no rule can forget to say it: every stored property of a rule that is a bounded table counts.
    package var gauges: [TableGauge] {
        [
            context.home.gauge("home.learnt"), context.hosts.gauge("hosts.windows"), context.names.gauge("dns.names"),
            context.behaviour.gauge("behaviour.hosts"), newcomers.gauge("sources.first_flows"),
        ] + Self.gauges(of: rules)
    }

    /// Of a rule; of a chain, those of its links.
    private static func gauges(of part: Any) -> [TableGauge] {
        let children = Mirror(reflecting: part).children
        guard let rule = part as? any DetectionRule else {
            return children.flatMap { $0.value is any RuleChain ? gauges(of: $0.value) : [] }
        }
        return children.compactMap { child in
            guard let table = child.value as? any Gauged, let label = child.label else { return nil }
            return table.gauge("\(type(of: rule).card.name).\(label)")
        }
    }
}
