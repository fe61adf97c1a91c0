public struct NTPMessage: Sendable, Hashable {
    public var mode: UInt8
    public var version: UInt8
    public var stratum: UInt8
    /// Mode 7 request code (42 = MON_GETLIST) or mode 6 operation; 0 otherwise.
    public var requestCode: UInt8
    public var size: UInt32
    public init(mode: UInt8, version: UInt8, stratum: UInt8, requestCode: UInt8, size: UInt32) {
        self.mode = mode
        self.version = version
        self.stratum = stratum
        self.requestCode = requestCode
        self.size = size
    }
}

public struct SNMPMessage: Sendable, Hashable {
    /// 0 = v1, 1 = v2c, 3 = v3.
    public var version: UInt8
    /// PDU tag's low bits: 0 get, 1 get-next, 2 response, 3 set, 4 trap, 5 get-bulk, …
    public var operation: UInt8
    /// True when the community is the well-known `public` or `private`; the string itself is a secret and not kept.
    public var usesDefaultCommunity: Bool
    public init(version: UInt8, operation: UInt8, usesDefaultCommunity: Bool) {
        self.version = version
        self.operation = operation
        self.usesDefaultCommunity = usesDefaultCommunity
    }
}

public struct SSDPMessage: Sendable, Hashable {
    /// `M-SEARCH`, `NOTIFY` or `RESPONSE`.
    public var method: String
    /// ST or NT header.
    public var target: String
    /// SERVER or USER-AGENT header.
    public var server: String
    public var location: String
    public init(method: String, target: String, server: String, location: String) {
        self.method = method
        self.target = target
        self.server = server
        self.location = location
    }
}
