import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct HTTPReaderTests {
    static let browsing: [Turn] = [
        .client(
            "GET /a?b=1 HTTP/1.1\r\nHost: Example.org\r\nUser-Agent: curl/8\r\nReferer: http://x/\r\n\r\n"
                + "HEAD /b HTTP/1.1\r\nhost:example.org\r\n\r\n"),
        .server("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"),
        .server("HTTP/1.1 301 Moved\r\nLocation: /c\r\nContent-Length: 900\r\n\r\n"),
        .client("POST /up HTTP/1.1\r\nHost: e\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: 1\r\n\r\n"),
        .server("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"),
        .client("\r\nGET /c HTTP/1.1\r\nHost: e\r\n\r\n"),
        .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n"),
        .client("OPTIONS * HTTP/1.0\n\n"),
        .server("HTTP/1.0 404 Not Found\n\nuntil the end\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"),
    ]

    /// Ends of heads that no sender writes.
    static let odd: [Turn] = [
        .client(
            "GET /c HTTP/1.1\r\nHost: e\n\r\r\r\nGET /d HTTP/1.1\n\r\r\nGET /e HTTP/1.1\n\n\n\rGET /f HTTP/1.1\r\n\r\n")
    ]

    @Test func `an empty line may hold several carriage returns`() {
        var reader = HTTPReader()
        #expect(reader.read(Self.odd).requests.map(\.target) == ["/c", "/d", "/e", "/f"])
    }

    @Test func `heads are read and paired over the life of a connection`() {
        var reader = HTTPReader()
        let facts = reader.read(Self.browsing)
        let requests = facts.requests
        let responses = facts.responses
        #expect(requests.map(\.method) == ["GET", "HEAD", "POST", "GET", "OPTIONS"])
        #expect(requests.map(\.target) == ["/a?b=1", "/b", "/up", "/c", "*"])
        #expect(requests.map(\.index) == [0, 1, 2, 3, 4])
        #expect(
            requests[0].host == "Example.org" && requests[0].userAgent == "curl/8"
                && requests[0].referrer == "http://x/")
        #expect(responses.map(\.status) == [200, 301, 100, 204, 200, 404])
        #expect(responses.map(\.requestMethod) == ["GET", "HEAD", "POST", "POST", "GET", "OPTIONS"])
        #expect(
            responses[0].server == "nginx" && responses[0].contentType == "text/html" && responses[0].contentLength == 5
        )
        #expect(responses[1].location == "/c" && responses[1].contentLength == 900)
        #expect(facts.logins.isEmpty)
    }

    @Test(arguments: 0..<60 as Range<UInt64>) func `any segmentation gives the same`(seed: UInt64) {
        for turns in [Self.browsing, Self.forms, Self.basic, Self.odd] {
            var whole = HTTPReader()
            var pieces = HTTPReader()
            #expect(pieces.read(turns, seed: seed) == whole.read(turns))
        }
    }

    static let basic: [Turn] = [
        .client("GET / HTTP/1.1\r\nHost: e\r\n\r\n"),
        .server("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n"),
        .client("GET / HTTP/1.1\r\nHost: e\r\nAuthorization: Basic YWRtaW46eA==\r\n\r\n"),
        .server("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"),
        .client("GET / HTTP/1.1\r\nHost: e\r\nAuthorization: Basic Ym9iOnNlY3JldA==\r\n\r\n"),
        .server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        .client("GET /2 HTTP/1.1\r\nHost: e\r\nAuthorization: Basic Ym9iOnNlY3JldA==\r\n\r\n"),
        .server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    ]

    @Test func `basic log-ins are told with user and outcome, repeats of a good one are not`() {
        var reader = HTTPReader()
        let logins = reader.read(Self.basic).logins
        #expect(logins.map(\.user) == ["admin", "bob"])
        #expect(logins.map(\.outcome) == [.failed, .succeeded])
        #expect(logins.allSatisfy { $0.service == .http && !$0.isInferred })
    }

    static func post(
        _ body: String, to target: String = "/login.php", type: String = "application/x-www-form-urlencoded"
    ) -> Turn {
        .client(
            "POST \(target) HTTP/1.1\r\nHost: e\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
    }

    static func page(_ body: String) -> Turn {
        .server("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    static let forms: [Turn] = [
        post("username=al%40e&password=1"),
        .server("HTTP/1.1 302 F\r\nLocation: http://e/login.php?x\r\nContent-Length: 0\r\n\r\n"),
        post("username=a&password=2"), page("<form><input type=\"Password\" name=p></form>"),
        post("username=a&password=3"), page("{\"ok\":0}"),
        post("username=a&password=4"), page("{\"ok\":0}"),
        post("username=a&password=5"), .server("HTTP/1.1 302 F\r\nLocation: /home\r\nContent-Length: 0\r\n\r\n"),
        post("{\"email\": \"a@e\", \"password\": \"6\"}", to: "/api", type: "application/json"),
        .server("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"),
        post("user=a&password=1&password2=1"), page("registered"),
        post("comment=hello"), page("thanks"),
        .client("GET /brute/?username=a&password=7&Login=Login HTTP/1.1\r\nHost: e\r\n\r\n"),
        .server("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"),
        post("log=a&pwd=8", to: "/wp-login.php"),
    ]

    @Test func `forms are judged by their answers`() {
        var reader = HTTPReader()
        let logins = reader.read(Self.forms).logins
        #expect(
            logins.map(\.outcome) == [.failed, .failed, .unknown, .failed, .unknown, .failed, .failed, .unknown])
        #expect(logins.map(\.user) == ["al@e", "a", "a", "a", "a", "a@e", "a", "a"])
    }

    @Test func `lost bytes inside a body do not end reading`() {
        var reader = HTTPReader()
        var sink = FactSink()
        func feed(_ text: String, _ fromClient: Bool) -> StreamProgress {
            Array(text.utf8).withBytes { reader.consume($0, fromClient: fromClient, into: &sink) }
        }
        #expect(feed("GET / HTTP/1.1\r\n\r\n", true) == .more)
        #expect(feed("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc", false) == .more)
        #expect(reader.skip(990, fromClient: false, into: &sink) == .more)
        #expect(feed("1234567HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", false) == .more)
        #expect(reader.skip(4, fromClient: false, into: &sink) == .done)
        #expect(sink.facts.responses.count == 2)
    }

    @Test func `behind CONNECT another protocol begins`() {
        var reader = HTTPReader()
        var sink = FactSink()
        func feed(_ text: String, _ fromClient: Bool) -> StreamProgress {
            Array(text.utf8).withBytes { reader.consume($0, fromClient: fromClient, into: &sink) }
        }
        #expect(feed("CONNECT e:443 HTTP/1.1\r\n\r\n", true) == .more)
        #expect(feed("HTTP/1.1 200 Established\r\n\r\n", false) == .more)
        #expect(feed("\u{16}\u{3}\u{1}", true) == .notMine)
    }

    @Test func `endless heads and contradictions stay bounded`() {
        var reader = HTTPReader()
        let long = "GET /" + String(repeating: "a", count: 40_000)
        let facts = reader.read([.client(long + " HTTP/1.1\r\nHost: e\r\n\r\nGET /b HTTP/1.1\r\n\r\n")], size: 700)
        #expect(facts.requests.isEmpty)
        var second = HTTPReader()
        let fields = "X: " + String(repeating: "b", count: 40_000) + "\r\n"
        let more = second.read([.client("GET /a HTTP/1.1\r\n" + fields + "\r\nGET /b HTTP/1.1\r\n\r\n")], size: 700)
        #expect(more.requests.map(\.target) == ["/a", "/b"])
        var third = HTTPReader()
        let broken = third.read([
            .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nHTTP/1.1 200 OK\r\n\r\n")
        ])
        #expect(broken.responses.count == 1)
        var fourth = HTTPReader()
        let many = fourth.read([.client(String(repeating: "GET / HTTP/1.1\r\n\r\n", count: 200))])
        #expect(many.requests.count == 200)
    }

    @Test func `damaged connections never trap`() {
        var random = SeededGenerator(16)
        var read = 0
        for round in 0..<400 {
            let turns = Self.forms.map { Turn(fromClient: $0.fromClient, bytes: damaged($0.bytes, &random)) }
            var reader = HTTPReader()
            read += reader.read(turns, seed: UInt64(round)).count
        }
        #expect(read > 400)
    }
}

extension [ApplicationFact] {
    var requests: [HTTPRequest] { compactMap { if case .httpRequest(let request) = $0 { request } else { nil } } }
    var responses: [HTTPResponse] { compactMap { if case .httpResponse(let response) = $0 { response } else { nil } } }
}
