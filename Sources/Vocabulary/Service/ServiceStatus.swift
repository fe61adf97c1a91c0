/// The state of the capture and of the service, for the status line. JSON: the document of `/api/capture`.
public struct ServiceStatus: Sendable, Encodable {
    public enum State: String, Sendable, Encodable { case starting, running, replaying, ended, failed, stopped }
    public var state: State = .starting
    public var source = ""
    public var forged = false
    /// 0 where the source is live or read as fast as it can be.
    public var replaySpeed: Double = 0
    /// Why it failed or ended, and what to do; empty when all is well.
    public var message = ""
    /// Wall clock.
    public var started: Timestamp?
    /// Of the newest packet.
    public var eventTime: Timestamp?
    public var uptimeSeconds: Double = 0
    public var packets: UInt64 = 0
    public var bytes: UInt64 = 0
    public var packetsPerSecond: Double = 0
    public var bitsPerSecond: Double = 0
    /// Share of the packets that were dropped, 0...1.
    public var dropRate: Double = 0
    public var kernelDrops: UInt64 = 0
    public var ringDrops: UInt64 = 0
    public var flowsActive: UInt64 = 0
    public var flowsOpened: UInt64 = 0
    public var findings: UInt64 = 0
    public var alertsSuppressed: UInt64 = 0
    public var windowsAnalyzed: UInt64 = 0
    public var losses: [String: UInt64] = [:]
    public var malformed: [Malformed] = []
    public var notices: [String] = []
    public var storage = StoreHealth()
    public var version = ""

    public init() {}

    public struct Malformed: Sendable, Encodable {
        public var layer: String
        public var reason: String
        public var count: UInt64
        public init(layer: String, reason: String, count: UInt64) {
            self.layer = layer
            self.reason = reason
            self.count = count
        }
    }

    enum Key: String, CodingKey {
        case state, source, forged, message, started, packets, bytes, losses, malformed, notices, storage, version
        case findings
        case replaySpeed = "replay_speed"
        case eventTime = "event_time"
        case uptimeSeconds = "uptime_seconds"
        case packetsPerSecond = "packets_per_second"
        case bitsPerSecond = "bits_per_second"
        case dropRate = "drop_rate"
        case kernelDrops = "kernel_drops"
        case ringDrops = "ring_drops"
        case flowsActive = "flows_active"
        case flowsOpened = "flows_opened"
        case alertsSuppressed = "alerts_suppressed"
        case windowsAnalyzed = "windows_analyzed"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(state, forKey: .state)
        try box.encode(source, forKey: .source)
        try box.encode(forged, forKey: .forged)
        try box.encode(replaySpeed, forKey: .replaySpeed)
        try box.encode(message, forKey: .message)
        try box.encode(started, forKey: .started)
        try box.encode(eventTime, forKey: .eventTime)
        try box.encode(uptimeSeconds, forKey: .uptimeSeconds)
        try box.encode(packets, forKey: .packets)
        try box.encode(bytes, forKey: .bytes)
        try box.encode(packetsPerSecond, forKey: .packetsPerSecond)
        try box.encode(bitsPerSecond, forKey: .bitsPerSecond)
        try box.encode(dropRate, forKey: .dropRate)
        try box.encode(kernelDrops, forKey: .kernelDrops)
        try box.encode(ringDrops, forKey: .ringDrops)
        try box.encode(flowsActive, forKey: .flowsActive)
        try box.encode(flowsOpened, forKey: .flowsOpened)
        try box.encode(findings, forKey: .findings)
        try box.encode(alertsSuppressed, forKey: .alertsSuppressed)
        try box.encode(windowsAnalyzed, forKey: .windowsAnalyzed)
        try box.encode(losses, forKey: .losses)
        try box.encode(malformed, forKey: .malformed)
        try box.encode(notices, forKey: .notices)
        try box.encode(storage, forKey: .storage)
        try box.encode(version, forKey: .version)
    }
}
