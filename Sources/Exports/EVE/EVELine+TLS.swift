import Vocabulary

extension EVELine {
    /// One handshake, over TCP or in a QUIC Initial: what of its three parts was seen.
    mutating func tls(
        _ client: TLSClientHello?, _ server: TLSServerHello?, _ certificate: TLSCertificate?, _ event: FlowEvent
    ) {
        write("tls", at: event.timestamp, event.flow, app: client?.quicVersion == nil ? "tls" : "quic") { line in
            line.object("tls") { tls in
                if let certificate { Self.names(certificate, &tls) }
                tls.field("sni", ifPresent: client?.serverName ?? "")
                tls.field("version", EVENames.version(server?.version ?? client?.version ?? 0))
                if let certificate { Self.term(certificate, &tls) }
                if let client {
                    if !client.ja3.isEmpty { tls.object("ja3") { ja3 in ja3.field("hash", client.ja3) } }
                    tls.field("ja4", ifPresent: client.ja4)
                    if !client.alpn.isEmpty { tls.field("client_alpns", client.alpn) }
                }
                if let server {
                    if !server.ja3s.isEmpty { tls.object("ja3s") { ja3s in ja3s.field("hash", server.ja3s) } }
                    if !server.alpn.isEmpty { tls.field("server_alpns", [server.alpn]) }
                }
            }
        }
    }

    private static func names(_ certificate: TLSCertificate, _ tls: inout JSONWriter) {
        tls.field("subject", ifPresent: certificate.subject)
        tls.field("issuerdn", ifPresent: certificate.issuer)
        if !certificate.alternativeNames.isEmpty { tls.field("subjectaltname", certificate.alternativeNames) }
        tls.field("serial", ifPresent: certificate.serial)
        tls.field("fingerprint_sha256", ifPresent: certificate.fingerprint)
    }

    /// Whole seconds, as Suricata writes them.
    private static func term(_ certificate: TLSCertificate, _ tls: inout JSONWriter) {
        if let from = certificate.notBefore { tls.field("notbefore", String(from.description.prefix { $0 != "." })) }
        if let until = certificate.notAfter { tls.field("notafter", String(until.description.prefix { $0 != "." })) }
    }
}
