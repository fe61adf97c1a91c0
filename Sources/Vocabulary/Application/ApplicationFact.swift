/// One thing a dissector read in the clear part of a flow.
///
/// Strings come from the wire: at most 255 characters, control characters and invalid UTF-8 replaced by `?`. They are still
/// hostile text to whoever prints them. DNS names alone may be longer: 255 bytes on the wire are up to 1016 characters here.
public indirect enum ApplicationFact: Sendable, Hashable {
    case dns(DNSMessage)
    case dhcp(DHCPMessage)
    case tlsClientHello(TLSClientHello)
    case tlsServerHello(TLSServerHello)
    case tlsCertificate(TLSCertificate)
    case httpRequest(HTTPRequest)
    case httpResponse(HTTPResponse)
    case sshBanner(SSHBanner)
    case sshKeyExchange(SSHKeyExchange)
    /// Somebody tried to log in, or the outcome of a try became known.
    case login(LoginAttempt)
    case smb(SMBAction)
    case dcerpc(DCERPCCall)
    case ntp(NTPMessage)
    case snmp(SNMPMessage)
    case ssdp(SSDPMessage)
    /// Recognised and of no further interest, or recognised by its first bytes before anything else is known.
    case recognised(Service)
}
