/// HTTP/1.1 messages (RFC 9112).
package enum HTTP {
    /// A request; `Host`, `User-Agent` and `Accept` are written unless the agent is nil.
    package static func request(
        _ method: String = "GET", _ target: String, host: String, agent: String? = browser,
        headers: [(String, String)] = [], body: [UInt8] = []
    ) -> [UInt8] {
        var out: [UInt8] = []
        out.append(text: "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n")
        if let agent { out.append(text: "User-Agent: \(agent)\r\nAccept: */*\r\n") }
        append(headers, to: &out)
        if !body.isEmpty || method == "POST" { out.append(text: "Content-Length: \(body.count)\r\n") }
        out.append(text: "\r\n")
        return out + body
    }

    package static func response(
        _ status: Int = 200, headers: [(String, String)] = [], type: String = "text/html; charset=utf-8",
        server: String = "nginx/1.24.0", body: [UInt8] = []
    ) -> [UInt8] {
        responseHead(status, headers: headers, type: type, server: server, length: body.count) + body
    }

    /// The head alone, for a body that is sent in parts.
    package static func responseHead(
        _ status: Int = 200, headers: [(String, String)] = [], type: String = "text/html; charset=utf-8",
        server: String = "nginx/1.24.0", length: Int
    ) -> [UInt8] {
        var out: [UInt8] = []
        out.append(text: "HTTP/1.1 \(status) \(reason(status))\r\nServer: \(server)\r\n")
        out.append(text: "Content-Type: \(type)\r\nContent-Length: \(length)\r\nConnection: keep-alive\r\n")
        append(headers, to: &out)
        out.append(text: "\r\n")
        return out
    }

    package static let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

    private static func append(_ headers: [(String, String)], to out: inout [UInt8]) {
        for (name, value) in headers { out.append(text: "\(name): \(value)\r\n") }
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 204: "No Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 304: "Not Modified"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 408: "Request Timeout"
        default: "Status"
        }
    }
}

/// Base64 (RFC 4648, 4).
package func base64(_ bytes: [UInt8], padded: Bool = true) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let part = bytes[start..<min(start + 3, bytes.count)]
        var word = part.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        word <<= UInt32(8 * (3 - part.count))
        for place in 0...part.count { out.append(digits[Int(word >> UInt32(18 - 6 * place) & 63)]) }
        if padded { for _ in part.count..<3 { out.append(UInt8(ascii: "=")) } }
    }
    return String(decoding: out, as: UTF8.self)
}
