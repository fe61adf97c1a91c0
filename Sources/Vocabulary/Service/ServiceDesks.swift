/// The further abilities of the service, each behind a protocol of its own: one that is nil has no calls in the API.
public struct ServiceDesks: Sendable {
    public var intelligence: (any IntelligenceDesk)?
    public init(intelligence: (any IntelligenceDesk)? = nil) { self.intelligence = intelligence }
}
