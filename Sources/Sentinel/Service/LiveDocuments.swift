import Vocabulary

/// `data` of a message on `/ws/live`.
struct LiveIncident: Encodable {
    let change: IncidentUpdate.Change
    let incident: IncidentRecord
}

/// `data` of a message on `/ws/flows`: the busiest flows of the last second.
struct LiveTable: Encodable {
    let timestamp: Timestamp
    let flows: [LiveFlows.Entry]
}

/// `data` of a message on `/ws/stats`: NetWatch's numbers and what a status line shows besides.
struct LiveStats: Encodable {
    let sample: StatsSample
    let status: ServiceStatus
    /// The newest second of traffic; nil while none is fresh.
    let second: TrafficPoint?
    /// Incidents that nobody has settled; nil while the store cannot say.
    let incidentsOpen: Int?

    enum Key: String, CodingKey {
        case packetsPerSecond = "packets_per_second"
        case bitsPerSecond = "bits_per_second"
        case dropRate = "drop_rate"
        case byProtocol = "by_protocol"
        case byDirection = "by_direction"
        case captureState = "capture_state"
        case eventTime = "event_time"
        case newFlows = "new_flows"
        case incidentsOpen = "incidents_open"
    }

    func encode(to encoder: any Encoder) throws {
        try sample.encode(to: encoder)
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(status.packetsPerSecond, forKey: .packetsPerSecond)
        try box.encode(status.bitsPerSecond, forKey: .bitsPerSecond)
        try box.encode(status.dropRate, forKey: .dropRate)
        try box.encode(second?.byProtocol ?? TrafficPoint.ByProtocol(), forKey: .byProtocol)
        try box.encode(second?.byDirection ?? TrafficPoint.ByDirection(), forKey: .byDirection)
        try box.encode(status.state, forKey: .captureState)
        try box.encode(status.eventTime, forKey: .eventTime)
        try box.encode(second?.newFlows ?? 0, forKey: .newFlows)
        try box.encode(incidentsOpen, forKey: .incidentsOpen)
    }
}
