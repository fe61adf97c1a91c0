extension IndicatorList {
    enum CodingKeys: String, CodingKey {
        case id, name, source, confidence, expires, enabled, format, entries, faults, loaded, problem
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(id, forKey: .id)
        try box.encode(name, forKey: .name)
        try box.encode(source, forKey: .source)
        try box.encode(confidence, forKey: .confidence)
        try box.encode(expires, forKey: .expires)
        try box.encode(enabled, forKey: .enabled)
        try box.encode(format, forKey: .format)
        try box.encode(entries, forKey: .entries)
        try box.encode(faults, forKey: .faults)
        try box.encode(loaded, forKey: .loaded)
        try box.encode(problem, forKey: .problem)
    }
}

extension IndicatorHit: Encodable {
    enum CodingKeys: String, CodingKey { case indicator, kind, confidence, listings }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(indicator.description, forKey: .indicator)
        try box.encode(indicator.kind, forKey: .kind)
        try box.encode(confidence, forKey: .confidence)
        try box.encode(listings, forKey: .listings)
    }
}
