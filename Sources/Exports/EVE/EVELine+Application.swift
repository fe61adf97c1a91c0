import Vocabulary

/// The lines about what was read in payloads.
extension EVELine {
    mutating func dns(_ message: DNSMessage, _ event: FlowEvent) {
        write("dns", at: event.timestamp, event.flow, app: Wording.variant(message.variant)) { line in
            line.object("dns") { dns in
                dns.field("version", 2)
                dns.field("type", message.isResponse ? "answer" : "query")
                dns.field("id", message.id)
                if message.isResponse {
                    dns.field("qr", true)
                    if message.isAuthoritative { dns.field("aa", true) }
                    if message.isTruncated { dns.field("tc", true) }
                }
                dns.field("opcode", message.opcode)
                dns.field("rrname", message.name)
                dns.field("rrtype", DNSNames.type(message.type))
                guard message.isResponse else { return }
                dns.field("rcode", DNSNames.code(message.responseCode) ?? "\(message.responseCode)")
                guard !message.answers.isEmpty else { return }
                dns.array("answers") { list in for answer in message.answers { Self.answer(answer, &list) } }
            }
        }
    }

    private static func answer(_ answer: DNSAnswer, _ list: inout JSONWriter) {
        list.object { object in
            object.field("rrname", answer.name)
            object.field("rrtype", DNSNames.type(answer.type))
            object.field("ttl", answer.ttl)
            if let address = answer.address {
                object.field("rdata", address)
            } else {
                object.field("rdata", ifPresent: answer.text)
            }
        }
    }

    mutating func http(_ request: HTTPRequest?, _ response: HTTPResponse?, _ event: FlowEvent) {
        write("http", at: event.timestamp, event.flow, app: "http") { line in
            line.object("http") { http in
                Self.host(request?.host ?? response?.requestHost ?? "", &http)
                http.field("url", ifPresent: request?.target ?? response?.requestTarget ?? "")
                http.field("http_user_agent", ifPresent: request?.userAgent ?? "")
                http.field("http_content_type", ifPresent: response?.contentType ?? "")
                http.field("http_refer", ifPresent: request?.referrer ?? "")
                http.field("http_method", ifPresent: request?.method ?? response?.requestMethod ?? "")
                guard let response else { return }
                http.field("status", response.status)
                http.field("redirect", ifPresent: response.location)
                if let length = response.contentLength { http.field("length", length) }
            }
        }
    }

    /// The Host header without its port, which has a field of its own.
    private static func host(_ host: String, _ http: inout JSONWriter) {
        if let colon = host.utf8.lastIndex(of: UInt8(ascii: ":")), let port = UInt16(host[colon...].dropFirst()),
            host.utf8.firstIndex(of: UInt8(ascii: ":")) == colon || host.hasPrefix("[")
        {
            http.field("hostname", ifPresent: String(host[..<colon]))
            http.field("http_port", port)
        } else {
            http.field("hostname", ifPresent: host)
        }
    }

    mutating func ssh(client: EVESession.SSHSide, server: EVESession.SSHSide, _ event: FlowEvent) {
        func side(_ key: String, _ side: EVESession.SSHSide, _ ssh: inout JSONWriter) {
            guard !side.isEmpty else { return }
            ssh.object(key) { object in
                object.field("proto_version", ifPresent: side.banner?.version ?? "")
                object.field("software_version", ifPresent: side.banner?.software ?? "")
                if !side.hassh.isEmpty { object.object("hassh") { hassh in hassh.field("hash", side.hassh) } }
            }
        }
        write("ssh", at: event.timestamp, event.flow, app: "ssh") { line in
            line.object("ssh") { ssh in
                side("client", client, &ssh)
                side("server", server, &ssh)
            }
        }
    }
}
