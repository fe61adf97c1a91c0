/// Where an address is said to lie, and whose it is, by files on this machine. JSON: the place of the API.
///
/// It helps to tell things apart. Nobody is guilty by it: no rule looks at it.
public struct Place: Sendable, Hashable, Codable {
    /// ISO 3166 code, such as `DE`.
    public var country: String?
    /// In English.
    public var countryName: String?
    public var city: String?
    /// Number of the autonomous system.
    public var asn: UInt32?
    /// Whose the autonomous system is.
    public var organisation: String?
    public init() {}

    public var isEmpty: Bool { self == Place() }

    enum CodingKeys: String, CodingKey {
        case country, city, asn
        case countryName = "country_name"
        case organisation = "org"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(country, forKey: .country)
        try box.encode(countryName, forKey: .countryName)
        try box.encode(city, forKey: .city)
        try box.encode(asn, forKey: .asn)
        try box.encode(organisation, forKey: .organisation)
    }
}
