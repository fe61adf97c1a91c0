/// An anomaly with the picture of it: which features made it, their values, and what is usual. JSON: the item of `/api/model/anomalies`.
public struct AnomalyRecord: Sendable, Encodable {
    public struct Feature: Sendable, Encodable {
        public var name: String
        public var value: Double
        /// The median of what is usual, and the percentile (99th, or 1st for what is too low) beyond which the value lies.
        public var usual: Double
        public var limit: Double
        /// In ways from the median to that percentile: 1 lies on it.
        public var distance: Double
        /// Of the score, 0...1.
        public var share: Double
    }
    public var alert: String
    public var incident: String?
    public var time: Timestamp
    public var subject: String
    public var aspect: String
    public var summary: String
    /// 0...1, and the threshold it was held against.
    public var score: Double
    public var threshold: Double
    /// Harmless things a day that score as high.
    public var asOddADay: Double
    /// The one with the largest part first.
    public var features: [Feature]

    /// Reads the evidence of an alert of the rule `anomaly`; nil for another.
    public init?(_ alert: AlertRecord) {
        let finding = alert.finding
        guard finding.detection == .anomaly else { return nil }
        func piece(_ name: String) -> Evidence? { finding.evidence.first { $0.name == name } }
        func number(_ name: String) -> Double {
            switch piece(name)?.value {
            case .measure(let measure): measure
            case .count(let count): Double(count)
            default: 0
            }
        }
        guard case .text(let aspect) = piece("aspect")?.value, case .list(let names) = piece("features")?.value else {
            return nil
        }
        self.alert = alert.id
        incident = alert.incident
        time = finding.lastSeen
        // Where others do it, the one it is done to is the subject.
        subject = (aspect == "visits" ? finding.victims : finding.attackers).first?.description ?? ""
        self.aspect = aspect
        summary = finding.summary
        score = number("score")
        threshold = piece("score")?.threshold ?? 0
        asOddADay = number("as_odd_a_day")
        features = names.map { name in
            Feature(
                name: name, value: number(name), usual: number("\(name)_usual"), limit: piece(name)?.threshold ?? 0,
                distance: number("\(name)_distance"), share: number("\(name)_share"))
        }
    }

    enum Key: String, CodingKey {
        case alert, time, subject, aspect, summary, score, threshold, features
        case incident = "incident_id"
        case asOddADay = "as_odd_a_day"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(alert, forKey: .alert)
        try box.encode(incident, forKey: .incident)
        try box.encode(time, forKey: .time)
        try box.encode(subject, forKey: .subject)
        try box.encode(aspect, forKey: .aspect)
        try box.encode(summary, forKey: .summary)
        try box.encode(score, forKey: .score)
        try box.encode(threshold, forKey: .threshold)
        try box.encode(asOddADay, forKey: .asOddADay)
        try box.encode(features, forKey: .features)
    }
}
