package import Vocabulary

/// The thresholds of the retro-hunt's rules, by the names that net-scout gave them; each is really used.
///
/// From `NET_SCOUT_*` of the environment, and over it from `name=value` of the command line or the API. What is not a number in its
/// bounds is refused with a sentence.
package struct RetroSettings: Sendable, Hashable {
    /// A source that spoke to more destinations than this looks like a scan of hosts.
    package var horizontalDestinations = 50
    /// Or one with more connections than this, where they went to more than `horizontalLeastDestinations`: one host that talks
    /// much to one server scans nothing.
    package var horizontalConnections = 200
    package var horizontalLeastDestinations = 10
    /// More ports of one destination than this look like a scan of ports.
    package var verticalPorts = 50
    /// A source with more connections than this, repeats counted, is loud.
    package var repeatedConnections = 200
    /// Seconds that are judged together: a longer window is judged in parts of this length, so that ordinary use of a month does not
    /// add up to a scan. 0: the whole window at once.
    package var bucketSeconds = 86_400
    /// Alerts of one run; more are counted and said.
    package var alertsPerRun = 500
    package var defaultSince = "1 hour"

    package init() {}

    private struct Name: Sendable {
        let name: String
        let path: any WritableKeyPath<RetroSettings, Int> & Sendable
        let range: ClosedRange<Int>
        init(_ name: String, _ path: any WritableKeyPath<RetroSettings, Int> & Sendable, _ range: ClosedRange<Int>) {
            (self.name, self.path, self.range) = (name, path, range)
        }
    }

    private static let names: [Name] = [
        Name("horizontal_dst_ip_threshold", \.horizontalDestinations, 1...1_000_000),
        Name("horizontal_conn_threshold", \.horizontalConnections, 1...1_000_000_000),
        Name("horizontal_min_dst", \.horizontalLeastDestinations, 0...1_000_000),
        Name("vertical_ports_threshold", \.verticalPorts, 1...65_535),
        Name("repeated_conn_threshold", \.repeatedConnections, 1...1_000_000_000),
        Name("bucket_seconds", \.bucketSeconds, 0...31_536_000),
        Name("max_alerts_per_run", \.alertsPerRun, 1...100_000),
    ]

    /// Every name that can be set, with its value.
    package var values: [(name: String, value: Int)] { Self.names.map { ($0.name, self[keyPath: $0.path]) } }

    /// - Throws: `ServiceError.invalid` with every problem.
    package mutating func set(_ choices: [(name: String, value: String)]) throws(ServiceError) {
        var problems: [String] = []
        for choice in choices {
            let name = choice.name.lowercased()
            guard let known = Self.names.first(where: { $0.name == name }) else {
                problems.append(
                    "\(name): there is no such threshold (\(Self.names.map(\.name).joined(separator: ", ")))")
                continue
            }
            guard let value = Int(choice.value), known.range.contains(value) else {
                problems.append(
                    "\(name): \(choice.value) is not a number from \(known.range.lowerBound) to \(known.range.upperBound)"
                )
                continue
            }
            self[keyPath: known.path] = value
        }
        guard problems.isEmpty else { throw .invalid(problems) }
    }

    /// `NET_SCOUT_VERTICAL_PORTS_THRESHOLD` and its like; other variables are other people's.
    package mutating func set(environment: [String: String]) throws(ServiceError) {
        var choices: [(name: String, value: String)] = []
        for known in Self.names {
            if let value = environment["NET_SCOUT_" + known.name.uppercased()] { choices.append((known.name, value)) }
        }
        if let since = environment["NET_SCOUT_DEFAULT_SINCE"] { defaultSince = since }
        try set(choices)
    }
}
