public struct SSHBanner: Sendable, Hashable {
    public var fromClient: Bool
    /// The line after `SSH-2.0-`, such as `OpenSSH_9.2p1 Debian-2`.
    public var software: String
    public var version: String
    public init(fromClient: Bool, version: String, software: String) {
        self.fromClient = fromClient
        self.version = version
        self.software = software
    }
}

/// The first key exchange message of one side.
public struct SSHKeyExchange: Sendable, Hashable {
    public var fromClient: Bool
    /// HASSH (client) or HASSH server: MD5 of the algorithm lists, lower-case hexadecimal.
    public var hassh: String
    public init(fromClient: Bool, hassh: String) {
        self.fromClient = fromClient
        self.hassh = hassh
    }
}
