/// net-scout's switches for look-ups, by the names of its environment: `NET_SCOUT_ENABLE_RDNS`, `_WHOIS`, `_TRACEROUTE` (0 or 1) and
/// `NET_SCOUT_TRACEROUTE_MAX_HOPS`. They hold where its database is meant.
package struct ScoutSources: Sendable, Hashable {
    private var switches: [String: Bool] = [:]
    private var hops: Double?

    /// - Throws: `EnrichmentError` with every problem.
    package init(environment: [String: String]) throws(EnrichmentError) {
        var problems: [String] = []
        for id in ["rdns", "whois", "traceroute"] {
            let name = "NET_SCOUT_ENABLE_\(id.uppercased())"
            switch environment[name]?.lowercased() {
            case nil, "": continue
            case "1", "true", "yes", "on": switches[id] = true
            case "0", "false", "no", "off": switches[id] = false
            case let other?: problems.append("\(name): \(other.prefix(20)) is neither 0 nor 1")
            }
        }
        if let text = environment["NET_SCOUT_TRACEROUTE_MAX_HOPS"], !text.isEmpty {
            if let number = Double(text), (1...30).contains(number) {
                hops = number
            } else {
                problems.append("NET_SCOUT_TRACEROUTE_MAX_HOPS: is a number from 1 to 30")
            }
        }
        guard problems.isEmpty else { throw EnrichmentError(problems.joined(separator: "; ")) }
    }

    package var isEmpty: Bool { switches.isEmpty && hops == nil }

    package func apply(to settings: inout IntelligenceSettings) {
        for (id, isOn) in switches { settings.sources[id, default: .init()].enabled = isOn }
        if let hops {
            settings.sources["traceroute", default: .init()].options =
                (settings.sources["traceroute"]?.options ?? [:]).merging(["max_hops": hops]) { _, new in new }
        }
    }
}
