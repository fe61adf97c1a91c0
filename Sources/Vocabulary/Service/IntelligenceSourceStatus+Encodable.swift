/// The JSON of docs/reference/intelligence.md: all members are always there.
extension IntelligenceSourceStatus {
    enum Key: String, CodingKey {
        case id, title, kind, help, enabled, automatic, configured, state, key, url, options, until, calls, refused,
            budget
        case needsKey = "needs_key"
        case keyOrigin = "key_origin"
        case keyVariables = "key_variables"
        case lastError = "last_error"
        case lastErrorAt = "last_error_at"
    }

    private struct Budget: Encodable {
        let usedMinute: Int
        let perMinute: Int
        let usedDay: Int
        let perDay: Int

        enum CodingKeys: String, CodingKey {
            case usedMinute = "used_minute"
            case perMinute = "per_minute"
            case usedDay = "used_day"
            case perDay = "per_day"
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(id, forKey: .id)
        try box.encode(title, forKey: .title)
        try box.encode(kind, forKey: .kind)
        try box.encode(help, forKey: .help)
        try box.encode(enabled, forKey: .enabled)
        try box.encode(automatic, forKey: .automatic)
        try box.encode(configured, forKey: .configured)
        try box.encode(state, forKey: .state)
        try box.encode(needsKey, forKey: .needsKey)
        try box.encode(key, forKey: .key)
        try box.encode(keyOrigin, forKey: .keyOrigin)
        try box.encode(keyVariables, forKey: .keyVariables)
        try box.encode(url, forKey: .url)
        try box.encode(options, forKey: .options)
        try box.encode(
            Budget(usedMinute: usedMinute, perMinute: perMinute, usedDay: usedDay, perDay: perDay),
            forKey: .budget)
        try box.encode(until, forKey: .until)
        try box.encode(calls, forKey: .calls)
        try box.encode(refused, forKey: .refused)
        try box.encode(lastError, forKey: .lastError)
        try box.encode(lastErrorAt, forKey: .lastErrorAt)
    }
}
