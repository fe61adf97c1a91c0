import Vocabulary

/// The lines about what was read in payloads.
extension EVELine {
    static func dns(_ message: DNSMessage, _ event: FlowEvent, interface: String) -> String {
        line("dns", at: event.timestamp, event.flow, interface: interface) { writer in
            writer.object("dns") { dns in
                dns.field("type", message.isResponse ? "answer" : "query")
                dns.field("id", message.id)
                dns.field("rrname", message.name)
                dns.field("rrtype", recordType(message.type))
                dns.field("variant", "\(message.variant)")
                guard message.isResponse else { return }
                dns.field("rcode", responseCode(message.responseCode))
                dns.array("answers") { list in
                    for answer in message.answers {
                        list.object {
                            $0.field("rrname", answer.name)
                            $0.field("rrtype", recordType(answer.type))
                            $0.field("ttl", answer.ttl)
                            $0.field("rdata", answer.address?.description ?? answer.text)
                        }
                    }
                }
            }
        }
    }

    static func tls(
        _ client: TLSClientHello?, _ server: TLSServerHello?, _ certificate: TLSCertificate?, _ event: FlowEvent,
        interface: String
    ) -> String {
        line("tls", at: event.timestamp, event.flow, interface: interface) { writer in
            writer.object("tls") { tls in
                tls.field("sni", ifPresent: client?.serverName ?? "")
                tls.field("version", versionName(server?.version ?? client?.version ?? 0))
                if let client {
                    tls.field("client_alpns", client.alpn)
                    tls.object("ja3") { $0.field("hash", client.ja3) }
                    tls.field("ja4", ifPresent: client.ja4)
                }
                if let server {
                    if !server.alpn.isEmpty { tls.field("server_alpns", [server.alpn]) }
                    tls.object("ja3s") { $0.field("hash", server.ja3s) }
                }
                if let certificate {
                    tls.field("subject", ifPresent: certificate.subject)
                    tls.field("issuerdn", ifPresent: certificate.issuer)
                    tls.field("serial", ifPresent: certificate.serial)
                    tls.field("fingerprint", ifPresent: certificate.fingerprint)
                    if let from = certificate.notBefore { tls.field("notbefore", String(from.description.prefix(19))) }
                    if let until = certificate.notAfter { tls.field("notafter", String(until.description.prefix(19))) }
                    tls.field("subjectaltname", certificate.alternativeNames)
                }
            }
        }
    }

    static func http(
        _ request: HTTPRequest?, _ response: HTTPResponse?, _ event: FlowEvent, interface: String
    ) -> String {
        line("http", at: event.timestamp, event.flow, interface: interface) { writer in
            writer.object("http") { http in
                http.field("hostname", ifPresent: request?.host ?? response?.requestHost ?? "")
                http.field("url", ifPresent: request?.target ?? response?.requestTarget ?? "")
                http.field("http_method", ifPresent: request?.method ?? response?.requestMethod ?? "")
                http.field("http_user_agent", ifPresent: request?.userAgent ?? "")
                http.field("http_refer", ifPresent: request?.referrer ?? "")
                guard let response else { return }
                http.field("status", response.status)
                http.field("http_content_type", ifPresent: response.contentType)
                http.field("redirect", ifPresent: response.location)
                if let length = response.contentLength { http.field("length", length) }
            }
        }
    }

    static func ssh(
        client: (SSHBanner?, String), server: (SSHBanner?, String), _ event: FlowEvent, interface: String
    ) -> String {
        func side(_ banner: SSHBanner?, _ hassh: String, _ writer: inout JSONWriter) {
            writer.field("proto_version", ifPresent: banner?.version ?? "")
            writer.field("software_version", ifPresent: banner?.software ?? "")
            if !hassh.isEmpty { writer.object("hassh") { $0.field("hash", hassh) } }
        }
        return line("ssh", at: event.timestamp, event.flow, interface: interface) { writer in
            writer.object("ssh") { ssh in
                ssh.object("client") { side(client.0, client.1, &$0) }
                ssh.object("server") { side(server.0, server.1, &$0) }
            }
        }
    }

    static func dhcp(_ message: DHCPMessage, _ event: FlowEvent, interface: String) -> String {
        line("dhcp", at: event.timestamp, event.flow, interface: interface) { writer in
            writer.object("dhcp") { dhcp in
                dhcp.field("type", message.isReply ? "reply" : "request")
                dhcp.field("id", message.transaction)
                dhcp.field("client_mac", message.clientMAC.description)
                dhcp.field("dhcp_type", "\(message.kind)")
                dhcp.field("assigned_ip", message.yourAddress.description)
                if let wanted = message.requestedAddress { dhcp.field("requested_ip", wanted.description) }
                if let server = message.serverIdentifier { dhcp.field("dhcp_server_ip", server.description) }
                if let router = message.router { dhcp.field("routers", [router.description]) }
                if !message.dnsServers.isEmpty { dhcp.field("dns_servers", message.dnsServers.map(\.description)) }
                if let lease = message.leaseSeconds { dhcp.field("lease_time", lease) }
                dhcp.field("hostname", ifPresent: message.hostname)
                dhcp.field("vendor_class_identifier", ifPresent: message.vendorClass)
            }
        }
    }

    static func neighbor(_ fact: NeighborFact, at time: Timestamp, interface: String) -> String {
        line("arp", at: time, interface: interface) { writer in
            if fact.vlan != 0 { writer.array("vlan") { $0.value(fact.vlan) } }
            writer.object("arp") { arp in
                arp.field("proto", fact.isNDP ? "ndp" : "arp")
                arp.field("opcode", "\(fact.operation)")
                arp.field("src_mac", fact.senderMAC.description)
                arp.field("src_ip", fact.senderAddress.description)
                arp.field("dest_mac", fact.targetMAC.description)
                arp.field("dest_ip", fact.targetAddress.description)
                arp.field("frame_src", fact.frameSource.description)
            }
        }
    }

    /// The name of a DNS record type (IANA), else `TYPEn` (RFC 3597).
    static func recordType(_ number: UInt16) -> String { recordTypes[number] ?? "TYPE\(number)" }

    private static let recordTypes: [UInt16: String] = [
        1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 10: "NULL", 12: "PTR", 15: "MX", 16: "TXT", 28: "AAAA", 33: "SRV",
        41: "OPT", 43: "DS", 46: "RRSIG", 47: "NSEC", 48: "DNSKEY", 64: "SVCB", 65: "HTTPS", 255: "ANY",
    ]

    private static func responseCode(_ code: UInt8) -> String {
        let names = ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"]
        return Int(code) < names.count ? names[Int(code)] : "RCODE\(code)"
    }

    private static func versionName(_ version: UInt16) -> String {
        switch version {
        case 0x0300: "SSLv3"
        case 0x0301: "TLS 1.0"
        case 0x0302: "TLS 1.1"
        case 0x0303: "TLS 1.2"
        case 0x0304: "TLS 1.3"
        default: "UNDETERMINED"
        }
    }
}
