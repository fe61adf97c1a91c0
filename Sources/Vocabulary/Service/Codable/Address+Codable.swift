/// Addresses and times stand in JSON as the text people read; what does not parse is a decoding error that says what was expected.
extension IPAddress: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decoder.text("an IP address") { IPAddress($0) }
    }

    public func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension MACAddress: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decoder.text("a MAC address") { MACAddress($0) }
    }

    public func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension AddressBlock: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decoder.text("an address block such as 10.0.0.0/8") { AddressBlock($0) }
    }

    public func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decoder.text("a time in ISO 8601 such as 2026-11-21T08:49:40.123456Z") { Timestamp($0) }
    }

    public func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension Party: Codable {
    /// An IP address, a MAC address or a block, as `description` writes them.
    public init?(_ text: String) {
        if let address = IPAddress(text) {
            self = .address(address)
        } else if let mac = MACAddress(text) {
            self = .mac(mac)
        } else if let block = AddressBlock(text) {
            self = .block(block)
        } else {
            return nil
        }
    }

    public init(from decoder: any Decoder) throws {
        self = try decoder.text("an IP address, a MAC address or an address block") { Party($0) }
    }

    public func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension Decoder {
    /// A string that stands for something else.
    func text<Value>(_ expected: String, _ read: (String) -> Value?) throws -> Value {
        let container = try singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = read(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(expected)")
        }
        return value
    }
}

extension Encoder {
    func write(_ text: String) throws {
        var container = singleValueContainer()
        try container.encode(text)
    }
}
