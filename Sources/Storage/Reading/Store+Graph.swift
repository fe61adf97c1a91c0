internal import GRDB
package import Vocabulary

extension Store {
    package func graph(_ query: GraphQuery) async throws -> AttackGraph {
        try await reading { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM alert WHERE suppressed = 0 AND time >= ? AND time < ? ORDER BY time DESC, stream DESC LIMIT 5000
                    """, arguments: [query.since?.nanoseconds ?? .min, query.until?.nanoseconds ?? .max])
            var weaving = GraphWeaving(limit: min(max(query.limit, 1), 2000))
            for row in rows { weaving.add(try Self.alert(row)) }
            return try weaving.graph { text in
                guard let address = IPAddress(text) else { return false }
                return try Bool.fetchOne(
                    database, sql: "SELECT home FROM host WHERE address = ?", arguments: [address.column]) ?? false
            }
        }
    }
}

/// Puts alerts together into nodes and edges; the alert's newest state wins.
private struct GraphWeaving {
    private struct Tie: Hashable {
        let source: String
        let target: String
        let rule: DetectionID
    }
    private var edges: [Tie: AttackGraph.Edge] = [:]
    private var nodes: [String: AttackGraph.Node] = [:]
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Alerts come newest first.
    mutating func add(_ alert: AlertRecord) {
        let finding = alert.finding
        let attackers = finding.attackers.prefix(16).map(\.description)
        let victims = finding.victims.prefix(16).map(\.description)
        for attacker in attackers { touch(attacker, .attacker, finding) }
        for victim in victims { touch(victim, .victim, finding) }
        for attacker in attackers {
            for victim in victims { connect(Tie(source: attacker, target: victim, rule: finding.detection), alert) }
        }
    }

    private mutating func touch(_ id: String, _ role: AttackGraph.Role, _ finding: Finding) {
        guard var node = nodes[id] else {
            nodes[id] = AttackGraph.Node(
                id: id, type: role, alertCount: 1, maxSeverity: finding.severity, rules: [finding.detection],
                lastSeen: finding.lastSeen, home: false)
            return
        }
        if node.type != role { node.type = .both }
        node.alertCount += 1
        node.maxSeverity = max(node.maxSeverity, finding.severity)
        node.lastSeen = max(node.lastSeen, finding.lastSeen)
        if !node.rules.contains(finding.detection) { node.rules.append(finding.detection) }
        nodes[id] = node
    }

    private mutating func connect(_ tie: Tie, _ alert: AlertRecord) {
        let finding = alert.finding
        guard var edge = edges[tie] else {
            edges[tie] = AttackGraph.Edge(
                source: tie.source, target: tie.target, ruleName: tie.rule, technique: finding.techniques.first,
                severity: finding.severity, confidence: finding.confidence, count: 1, firstSeen: finding.firstSeen,
                lastSeen: finding.lastSeen, incident: alert.incident)
            return
        }
        edge.count += 1
        edge.severity = max(edge.severity, finding.severity)
        edge.confidence = max(edge.confidence, finding.confidence)
        edge.firstSeen = min(edge.firstSeen, finding.firstSeen)
        edge.lastSeen = max(edge.lastSeen, finding.lastSeen)
        edges[tie] = edge
    }

    func graph(isHome: (String) throws -> Bool) rethrows -> AttackGraph {
        let kept = edges.values.sorted {
            ($0.lastSeen, $0.source, $0.target, $0.ruleName) > ($1.lastSeen, $1.source, $1.target, $1.ruleName)
        }.prefix(limit)
        let ends = Set(kept.flatMap { [$0.source, $0.target] })
        // Attackers without a known victim, and the other way round, are shown alone.
        let alone = Set(nodes.keys).subtracting(edges.values.flatMap { [$0.source, $0.target] })
        let shown = nodes.values.filter { ends.contains($0.id) || alone.contains($0.id) }.sorted { $0.id < $1.id }
        return AttackGraph(
            nodes: try shown.map { node in
                var node = node
                node.home = try isHome(node.id)
                node.rules.sort()
                return node
            }, edges: Array(kept))
    }
}
