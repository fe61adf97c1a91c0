/// The further abilities of the service, each behind a protocol of its own: one that is nil has no calls in the API.
public struct ServiceDesks: Sendable {
    public var intelligence: (any IntelligenceDesk)?
    public var indicators: (any IndicatorDesk)?
    public var analyst: (any AnalystDesk)?
    public var model: (any ModelDesk)?
    public var hunter: (any HunterDesk)?
    public init(
        intelligence: (any IntelligenceDesk)? = nil, indicators: (any IndicatorDesk)? = nil,
        analyst: (any AnalystDesk)? = nil, model: (any ModelDesk)? = nil, hunter: (any HunterDesk)? = nil
    ) {
        self.intelligence = intelligence
        self.indicators = indicators
        self.analyst = analyst
        self.model = model
        self.hunter = hunter
    }
}
