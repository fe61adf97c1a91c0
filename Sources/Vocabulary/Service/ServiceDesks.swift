/// The further abilities of the service, each behind a protocol of its own: one that is nil has no calls in the API.
public struct ServiceDesks: Sendable {
    public var intelligence: (any IntelligenceDesk)?
    public var analyst: (any AnalystDesk)?
    public var hunter: (any HunterDesk)?
    public init(
        intelligence: (any IntelligenceDesk)? = nil, analyst: (any AnalystDesk)? = nil,
        hunter: (any HunterDesk)? = nil
    ) {
        self.intelligence = intelligence
        self.analyst = analyst
        self.hunter = hunter
    }
}
