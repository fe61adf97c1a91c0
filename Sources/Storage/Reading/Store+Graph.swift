internal import GRDB
package import Vocabulary

extension Store {
    /// Of the newest 3,000 alerts of the time.
    package func graph(_ query: GraphQuery) async throws -> AttackGraph {
        try await reading { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT rule, severity, time, incident, record FROM alert WHERE suppressed = 0 AND time >= ? AND time < ? ORDER BY time DESC, stream DESC LIMIT 3000
                    """, arguments: [query.since?.nanoseconds ?? .min, query.until?.nanoseconds ?? .max])
            var weaving = GraphWeaving(limit: min(max(query.limit, 1), 2000))
            for row in rows { weaving.add(try Sketch(row)) }
            return try weaving.graph { text in
                guard let address = IPAddress(text) else { return false }
                return try Bool.fetchOne(
                    database, sql: "SELECT home FROM host WHERE address = ?", arguments: [address.column]) ?? false
            }
        }
    }
}

/// What the graph needs of an alert: reading all of it takes three times as long.
private struct Sketch {
    private struct Record: Decodable {
        let time: Timestamp
        let attackers: [Party]
        let victims: [Party]
        let techniques: [String]
        let confidence: Double
    }
    let rule: DetectionID
    let severity: Severity
    let firstSeen: Timestamp
    let lastSeen: Timestamp
    let attackers: [String]
    let victims: [String]
    let technique: String?
    let confidence: Double
    let incident: String?

    init(_ row: Row) throws {
        let record = try RecordJSON.value(Record.self, row["record"])
        rule = DetectionID(rawValue: row["rule"])
        severity = Severity(rawValue: UInt8(clamping: row["severity"] as Int)) ?? .info
        lastSeen = Timestamp(nanoseconds: row["time"])
        firstSeen = record.time
        attackers = record.attackers.prefix(16).map(\.description)
        victims = record.victims.prefix(16).map(\.description)
        technique = record.techniques.first
        confidence = record.confidence
        incident = row["incident"]
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
    mutating func add(_ alert: Sketch) {
        for attacker in alert.attackers { touch(attacker, .attacker, alert) }
        for victim in alert.victims { touch(victim, .victim, alert) }
        for attacker in alert.attackers {
            for victim in alert.victims { connect(Tie(source: attacker, target: victim, rule: alert.rule), alert) }
        }
    }

    private mutating func touch(_ id: String, _ role: AttackGraph.Role, _ alert: Sketch) {
        guard var node = nodes[id] else {
            nodes[id] = AttackGraph.Node(
                id: id, type: role, alertCount: 1, maxSeverity: alert.severity, rules: [alert.rule],
                lastSeen: alert.lastSeen, home: false)
            return
        }
        if node.type != role { node.type = .both }
        node.alertCount += 1
        node.maxSeverity = max(node.maxSeverity, alert.severity)
        node.lastSeen = max(node.lastSeen, alert.lastSeen)
        if !node.rules.contains(alert.rule) { node.rules.append(alert.rule) }
        nodes[id] = node
    }

    private mutating func connect(_ tie: Tie, _ alert: Sketch) {
        guard var edge = edges[tie] else {
            edges[tie] = AttackGraph.Edge(
                source: tie.source, target: tie.target, ruleName: tie.rule, technique: alert.technique,
                severity: alert.severity, confidence: alert.confidence, count: 1, firstSeen: alert.firstSeen,
                lastSeen: alert.lastSeen, incident: alert.incident)
            return
        }
        edge.count += 1
        edge.severity = max(edge.severity, alert.severity)
        edge.confidence = max(edge.confidence, alert.confidence)
        edge.firstSeen = min(edge.firstSeen, alert.firstSeen)
        edge.lastSeen = max(edge.lastSeen, alert.lastSeen)
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
