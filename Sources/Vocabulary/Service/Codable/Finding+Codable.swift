/// The JSON of docs/reference/json.md. `order` is not part of it: it means something within one run only.
extension Finding: Codable {
    enum Key: String, CodingKey {
        case detection, summary, severity, confidence, techniques, attackers, victims, evidence, flows
        case time
        case lastTime = "last_time"
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        self.init(
            detection: try box.decode(DetectionID.self, forKey: .detection),
            summary: try box.decode(String.self, forKey: .summary),
            severity: try box.decode(Severity.self, forKey: .severity),
            confidence: try box.decode(Double.self, forKey: .confidence),
            techniques: try box.decode([String].self, forKey: .techniques),
            attackers: try box.decode([Party].self, forKey: .attackers),
            victims: try box.decode([Party].self, forKey: .victims),
            evidence: try box.decode([Evidence].self, forKey: .evidence),
            flows: try box.decode([UInt64].self, forKey: .flows),
            firstSeen: try box.decode(Timestamp.self, forKey: .time),
            lastSeen: try box.decode(Timestamp.self, forKey: .lastTime))
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(firstSeen, forKey: .time)
        try box.encode(lastSeen, forKey: .lastTime)
        try box.encode(detection, forKey: .detection)
        try box.encode(summary, forKey: .summary)
        try box.encode(severity, forKey: .severity)
        try box.encode(confidence.rounded(decimals: 6), forKey: .confidence)
        try box.encode(techniques, forKey: .techniques)
        try box.encode(attackers, forKey: .attackers)
        try box.encode(victims, forKey: .victims)
        try box.encode(evidence, forKey: .evidence)
        try box.encode(flows, forKey: .flows)
    }
}

extension DetectionID: Codable {}

extension Severity: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decoder.text("info, low, medium, high or critical") { Severity($0) }
    }

    public func encode(to encoder: any Encoder) throws { try encoder.write(name) }
}

/// A whole measure has the same JSON as a count and is read back as one.
extension Evidence: Codable {
    enum Key: String, CodingKey { case name, value, threshold }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        self.init(
            try box.decode(String.self, forKey: .name), try box.decode(Value.self, forKey: .value),
            threshold: try box.decodeIfPresent(Double.self, forKey: .threshold))
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(name, forKey: .name)
        try box.encode(value, forKey: .value)
        try box.encodeIfPresent(threshold?.rounded(decimals: 6), forKey: .threshold)
    }
}

extension Evidence.Value: Codable {
    public init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        if box.decodeNil() {
            self = .measure(.nan)
        } else if let count = try? box.decode(UInt64.self) {
            self = .count(count)
        } else if let measure = try? box.decode(Double.self) {
            self = .measure(measure)
        } else if let text = try? box.decode(String.self) {
            self = .text(text)
        } else {
            self = .list(try box.decode([String].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        switch self {
        case .count(let count): try box.encode(count)
        case .measure(let measure):
            guard measure.isFinite else { return try box.encodeNil() }
            try box.encode(measure.rounded(decimals: 6))
        case .text(let text): try box.encode(text)
        case .list(let list): try box.encode(list)
        }
    }
}

extension Double {
    /// What all our documents do with fractions; numbers too large to have any stay as they are.
    func rounded(decimals: Int) -> Double {
        guard abs(self) < 1e15 else { return self }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}
