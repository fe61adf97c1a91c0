import Vocabulary

/// An incident with where its parties are said to lie. JSON: the incident, and `places` by address.
///
/// Bounds: 64 parties.
struct PlacedIncident: Encodable, Sendable {
    private let record: IncidentRecord
    private var places: [String: Place] = [:]
    private static let cap = 64

    init(_ record: IncidentRecord, _ desk: (any IndicatorDesk)?) {
        self.record = record
        guard let desk else { return }
        for party in (record.incident.attackers + record.incident.victims).prefix(Self.cap) {
            guard case .address(let address) = party, let place = desk.place(of: address) else { continue }
            places[address.description] = place
        }
    }

    enum Key: String, CodingKey { case places }

    func encode(to encoder: any Encoder) throws {
        try record.encode(to: encoder)
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(places, forKey: .places)
    }
}
