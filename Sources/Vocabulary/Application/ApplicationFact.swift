/// One thing a dissector read in the clear part of a flow.
///
/// Strings come from the wire: at most 255 characters, control characters and invalid UTF-8 replaced by `?`. They are still
/// hostile text to whoever prints them. DNS names alone may be longer: 255 bytes on the wire are up to 1016 characters here.
public enum ApplicationFact: Sendable, Hashable {
    case dns(DNSMessage)
    indirect case dhcp(DHCPMessage)
    indirect case tlsClientHello(TLSClientHello)
    indirect case tlsServerHello(TLSServerHello)
    indirect case tlsCertificate(TLSCertificate)
    case httpRequest(HTTPRequest)
    case httpResponse(HTTPResponse)
    indirect case sshBanner(SSHBanner)
    indirect case sshKeyExchange(SSHKeyExchange)
    /// Somebody tried to log in, or the outcome of a try became known.
    indirect case login(LoginAttempt)
    indirect case smb(SMBAction)
    indirect case dcerpc(DCERPCCall)
    indirect case ntp(NTPMessage)
    indirect case snmp(SNMPMessage)
    indirect case ssdp(SSDPMessage)
    /// Recognised and of no further interest, or recognised by its first bytes before anything else is known.
    indirect case recognised(Service)
}
