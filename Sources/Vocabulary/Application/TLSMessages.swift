/// The client's hello, over TCP or inside a decrypted QUIC Initial.
public struct TLSClientHello: Sendable, Hashable {
    /// Highest version offered: 0x0304 is TLS 1.3.
    public var version: UInt16 = 0
    public var serverName = ""
    public var alpn: [String] = []
    /// MD5 in lower-case hexadecimal of the JA3 string (salesforce/ja3), GREASE left out.
    public var ja3 = ""
    /// JA4 of the client hello (FoxIO, BSD licence part).
    public var ja4 = ""
    /// The QUIC version of the Initial it came in, or nil over TCP.
    public var quicVersion: UInt32?
    public init() {}
}

public struct TLSServerHello: Sendable, Hashable {
    public var version: UInt16 = 0
    public var cipher: UInt16 = 0
    public var alpn = ""
    public var ja3s = ""
    public init() {}
}

/// A certificate seen in clear (TLS 1.2 and older), the first of the chain.
public struct TLSCertificate: Sendable, Hashable {
    public var subject = ""
    public var issuer = ""
    public var serial = ""
    public var alternativeNames: [String] = []
    public var notBefore: Timestamp?
    public var notAfter: Timestamp?
    /// SHA-256 of the DER bytes, lower-case hexadecimal.
    public var fingerprint = ""
    public init() {}
}
