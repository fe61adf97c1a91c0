import Bedrock
import Vocabulary

/// Reads the heads of a whole HTTP/1 connection, pairs answers with requests and tells log-ins with their outcome.
///
/// Bodies are passed over by their framing; CONNECT and an upgrade end the reading of HTTP, and the bytes behind CONNECT are
/// left to be recognised anew. What fools it: bodies framed in a way only one of the ends understands.
/// Bounds: `HTTPSide.headLimit` a side, `HTTPExchangeQueue.limit` requests, 4 KiB of a body that may be a form, and what
/// `HTTPLoginJudge` keeps.
package struct HTTPReader: StreamReader {
    private var client = HTTPSide()
    private var server = HTTPSide()
    private var queue = HTTPExchangeQueue()
    private var judge = HTTPLoginJudge()
    private var form = HTTPFormBody()
    private var hasRead = false
    private var isTunnel = false

    package init() {}

    package mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        if isTunnel { return .notMine }
        var at = 0
        while at < bytes.byteCount {
            let isHead = fromClient ? client.state == .head : server.state == .head
            let progress =
                isHead
                ? consumeHead(bytes, &at, fromClient, &sink)
                : fromClient ? consumeRequestBody(bytes, &at) : consumeAnswerBody(bytes, &at, &sink)
            guard progress == .more else {
                if progress == .done { close(into: &sink) }
                return progress
            }
        }
        return .more
    }

    package mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        let wasRead = fromClient ? client.lose(count) : server.lose(count)
        guard wasRead else {
            close(into: &sink)
            return .done
        }
        if fromClient { finishForm() } else if server.state == .head { judge.finish(&sink) }
        return .more
    }

    package mutating func close(into sink: inout FactSink) {
        finishForm()
        judge.finish(&sink)
        for exchange in queue.drain() {
            guard let login = exchange.login else { continue }
            sink.emit(.login(LoginAttempt(service: login.service, outcome: .unknown, user: login.user)))
        }
    }

    private mutating func consumeHead(
        _ bytes: RawSpan, _ at: inout Int, _ fromClient: Bool, _ sink: inout FactSink
    ) -> StreamProgress {
        guard let head = fromClient ? client.nextHead(bytes, &at) : server.nextHead(bytes, &at) else { return .more }
        if head.carried.isEmpty {
            return readHead(bytes.extracting(head.range), fromClient, &sink)
        }
        return head.carried.withBytes { readHead($0, fromClient, &sink) }
    }

    private mutating func readHead(_ bytes: RawSpan, _ fromClient: Bool, _ sink: inout FactSink) -> StreamProgress {
        let progress = fromClient ? readRequest(bytes, &sink) : readAnswer(bytes, &sink)
        if progress == .notMine && hasRead { return .done }
        hasRead = true
        return progress
    }

    private mutating func readRequest(_ bytes: RawSpan, _ sink: inout FactSink) -> StreamProgress {
        guard let head = HTTPRequestHead(bytes) else { return .notMine }
        finishForm()
        let request = Self.request(head, bytes, queue.requests, &sink.texts)
        let fields = head.fields
        let method = request.method
        var exchange = HTTPExchange(
            index: queue.requests, method: method, target: request.target, host: request.host)
        sink.emit(.httpRequest(request))
        if !fields.authorization.isEmpty { exchange.login = HTTPLoginTry(authorization: fields.authorization, bytes) }
        if exchange.login == nil, method == "GET" {
            exchange.login = HTTPFormBody.login(query: head.target, bytes)
        }
        if Word.remoteManagement.begins(bytes, in: head.target) {
            exchange.login?.service = .winrm
            if exchange.target.hasPrefix("/wsman") { sink.sawRemoteManagement = true }
        } else if exchange.login == nil, method == "POST" {
            form.begin(bytes, head, index: queue.requests)
        }
        queue.append(exchange)
        client.follow(fields.isChunked ? .chunkSize : .body(fields.contentLength ?? 0))
        if client.state == .head { finishForm() }
        return .more
    }

    private mutating func readAnswer(_ bytes: RawSpan, _ sink: inout FactSink) -> StreamProgress {
        guard let head = HTTPResponseHead(bytes) else { return .notMine }
        judge.finish(&sink)
        if head.status >= 200 { finishForm() }
        let response = Self.response(head, bytes, &queue, &sink.texts)
        let method = response.requestMethod
        sink.emit(.httpResponse(response))
        if head.status == 101 { return .done }
        if head.status < 200 {
            server.follow(.head)
            return .more
        }
        let next = Self.framing(head, method)
        server.follow(next)
        if let login = queue.nextLogin {
            judge.observe(head, bytes, to: login, hasBody: server.state != .head, &sink)
        }
        queue.finish()
        if method == "CONNECT", head.status < 300 { isTunnel = true }
        return next == .untilClose && !judge.isReading && !queue.hasNext ? .done : .more
    }

    /// Made apart from what reads them: fields that are looked at again are copied into the box, not moved (Swift 6.3).
    @inline(never)
    private static func request(
        _ head: HTTPRequestHead, _ bytes: RawSpan, _ index: UInt32, _ texts: inout TextMemory
    ) -> HTTPRequest {
        var request = HTTPRequestFields()
        head.fill(&request, bytes, size: bytes.byteCount, index: index, &texts)
        return HTTPRequest(request)
    }

    @inline(never)
    private static func response(
        _ head: HTTPResponseHead, _ bytes: RawSpan, _ queue: inout HTTPExchangeQueue, _ texts: inout TextMemory
    ) -> HTTPResponse {
        var response = HTTPResponseFields()
        head.fill(&response, bytes, index: queue.answers, &texts)
        queue.name(&response)
        return HTTPResponse(response)
    }

    /// How the body of an answer ends (RFC 9112, 6.3).
    private static func framing(_ head: HTTPResponseHead, _ method: String) -> HTTPSide.State {
        if head.status == 204 || head.status == 304 || method == "HEAD" { return .head }
        if method == "CONNECT" && head.status < 300 { return .head }
        if head.fields.isChunked { return .chunkSize }
        return head.fields.contentLength.map { .body($0) } ?? .untilClose
    }

    private mutating func consumeRequestBody(_ bytes: RawSpan, _ at: inout Int) -> StreamProgress {
        let (content, isEnd) = client.nextBody(bytes, &at)
        if form.isReading { form.read(bytes.extracting(content)) }
        if isEnd { finishForm() }
        return client.state == .broken ? .done : .more
    }

    private mutating func consumeAnswerBody(_ bytes: RawSpan, _ at: inout Int, _ sink: inout FactSink) -> StreamProgress
    {
        let (content, isEnd) = server.nextBody(bytes, &at)
        if judge.isReading { judge.read(bytes.extracting(content)) }
        if isEnd { judge.finish(&sink) }
        return server.state == .broken ? .done : .more
    }

    private mutating func finishForm() {
        if let (login, index) = form.finish() { queue.setLogin(login, of: index) }
    }
}

extension Word {
    fileprivate static let remoteManagement = Word("/wsman")
}
