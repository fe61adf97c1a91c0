/// One message of a live stream, ready to be sent.
///
/// Ids grow strictly, also over restarts (the higher of the last one plus one and the wall clock's microseconds). Alerts and
/// incident changes are stored with theirs, so a reader can resume from the store.
public struct LiveMessage: Sendable, Hashable {
    public enum Channel: String, Sendable, CaseIterable { case alerts, flows, stats, live }
    public enum Kind: String, Sendable { case hello, alert, flows, stats, incident, gap }
    public var id: UInt64
    public var channel: Channel
    public var kind: Kind
    /// The JSON object of its `data`, as UTF-8.
    public var json: [UInt8]

    public init(id: UInt64, channel: Channel, kind: Kind, json: [UInt8]) {
        self.id = id
        self.channel = channel
        self.kind = kind
        self.json = json
    }
}
