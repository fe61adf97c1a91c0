/// The JSON of docs/reference/json.md. `summary` is written for readers and not read back: it is the claims.
extension IncidentAnalysis: Codable {
    enum Key: String, CodingKey {
        case origin, model, summary, claims, struck, techniques, meaning, harmless, playbook, fallback, made
        case firstStep = "first_step"
        case contentHash = "content_hash"
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        self.init(
            origin: try box.decode(Origin.self, forKey: .origin),
            model: try box.decodeIfPresent(String.self, forKey: .model),
            claims: try box.decode([Claim].self, forKey: .claims),
            struck: try box.decode([StruckClaim].self, forKey: .struck),
            techniques: try box.decode([ArguedTechnique].self, forKey: .techniques),
            meaning: try box.decode(String.self, forKey: .meaning),
            firstStep: try box.decode(String.self, forKey: .firstStep),
            harmless: try box.decode(String.self, forKey: .harmless),
            playbook: try box.decode([PlaybookStep].self, forKey: .playbook),
            fallback: try box.decodeIfPresent(String.self, forKey: .fallback),
            contentHash: try box.decode(String.self, forKey: .contentHash),
            made: try box.decodeIfPresent(Timestamp.self, forKey: .made))
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(origin, forKey: .origin)
        try box.encode(model, forKey: .model)
        try box.encode(summary, forKey: .summary)
        try box.encode(claims, forKey: .claims)
        try box.encode(struck, forKey: .struck)
        try box.encode(techniques, forKey: .techniques)
        try box.encode(meaning, forKey: .meaning)
        try box.encode(firstStep, forKey: .firstStep)
        try box.encode(harmless, forKey: .harmless)
        try box.encode(playbook, forKey: .playbook)
        try box.encode(fallback, forKey: .fallback)
        try box.encode(contentHash, forKey: .contentHash)
        try box.encode(made, forKey: .made)
    }
}

extension IncidentAnalysis.ArguedTechnique: Codable {
    enum Key: String, CodingKey { case id, name, tactic, events, argument }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        self.init(
            try Technique(from: decoder), events: try box.decode([String].self, forKey: .events),
            argument: try box.decode(String.self, forKey: .argument))
    }

    public func encode(to encoder: any Encoder) throws {
        try technique.encode(to: encoder)
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(events, forKey: .events)
        try box.encode(argument, forKey: .argument)
    }
}
