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
        var head = HTTPHead()
        guard let carried = fromClient ? client.nextHead(bytes, &at, &head) : server.nextHead(bytes, &at, &head) else {
            return .more
        }
        if carried.isEmpty { return readHead(bytes, head, fromClient, &sink) }
        return carried.withBytes { carried in
            _ = head.read(carried, 0..<carried.byteCount)
            return readHead(carried, head, fromClient, &sink)
        }
    }

    private mutating func readHead(_ bytes: RawSpan, _ head: HTTPHead, _ fromClient: Bool, _ sink: inout FactSink)
        -> StreamProgress
    {
        let progress = fromClient ? readRequest(bytes, head, &sink) : readAnswer(bytes, head, &sink)
        if progress == .notMine && hasRead { return .done }
        hasRead = true
        return progress
    }

    private mutating func readRequest(_ bytes: RawSpan, _ head: HTTPHead, _ sink: inout FactSink) -> StreamProgress {
        guard let line = HTTPRequestLine(bytes, head.firstLine) else { return .notMine }
        finishForm()
        let index = queue.requests
        let request = Self.request(line, head, bytes, index, &sink.texts)
        queue.append(request)
        sink.emit(.httpRequest(request))
        let isRemoteManagement = Word.remoteManagement.begins(bytes, in: line.target)
        if isRemoteManagement, request.target.hasPrefix("/wsman") { sink.sawRemoteManagement = true }
        if var login = Self.login(line, head, bytes, request.method) {
            if isRemoteManagement { login.service = .winrm }
            queue.setLogin(login, of: index)
        } else if !isRemoteManagement, request.method == "POST" {
            form.begin(bytes, line, head.fields, index: index)
        }
        client.follow(head.fields.isChunked ? .chunkSize : .body(head.fields.contentLength ?? 0))
        if client.state == .head { finishForm() }
        return .more
    }

    /// What a head alone says of a log-in.
    private static func login(_ line: HTTPRequestLine, _ head: HTTPHead, _ bytes: RawSpan, _ method: String)
        -> HTTPLoginTry?
    {
        if !head.fields.authorization.isEmpty,
            let login = HTTPLoginTry(authorization: head.fields.authorization, bytes)
        {
            return login
        }
        return method == "GET" ? HTTPFormBody.login(query: line.target, bytes) : nil
    }

    private mutating func readAnswer(_ bytes: RawSpan, _ head: HTTPHead, _ sink: inout FactSink) -> StreamProgress {
        guard let line = HTTPStatusLine(bytes, head.firstLine) else { return .notMine }
        judge.finish(&sink)
        if line.status >= 200 { finishForm() }
        let response = Self.response(line, head, bytes, &queue, &sink.texts)
        let method = response.requestMethod
        sink.emit(.httpResponse(response))
        if line.status == 101 { return .done }
        if line.status < 200 {
            server.follow(.head)
            return .more
        }
        let next = Self.framing(line.status, head.fields, method)
        server.follow(next)
        if let login = queue.nextLogin {
            judge.observe(line.status, head.fields, bytes, to: login, hasBody: server.state != .head, &sink)
        }
        queue.finish()
        if method == "CONNECT", line.status < 300 { isTunnel = true }
        return next == .untilClose && !judge.isReading && !queue.hasNext ? .done : .more
    }

    /// Made apart from what reads them: fields that are looked at again are copied into the box, not moved (Swift 6.3).
    @inline(never)
    private static func request(
        _ line: HTTPRequestLine, _ head: HTTPHead, _ bytes: RawSpan, _ index: UInt32, _ texts: inout TextMemory
    ) -> HTTPRequest {
        var request = HTTPRequestFields()
        line.fill(&request, bytes, head, index: index, &texts)
        return HTTPRequest(request)
    }

    @inline(never)
    private static func response(
        _ line: HTTPStatusLine, _ head: HTTPHead, _ bytes: RawSpan, _ queue: inout HTTPExchangeQueue,
        _ texts: inout TextMemory
    ) -> HTTPResponse {
        var response = HTTPResponseFields()
        line.fill(&response, bytes, head, index: queue.answers, &texts)
        queue.name(&response)
        return HTTPResponse(response)
    }

    /// How the body of an answer ends (RFC 9112, 6.3).
    private static func framing(_ status: UInt16, _ fields: HTTPFields, _ method: String) -> HTTPSide.State {
        if status == 204 || status == 304 || method == "HEAD" { return .head }
        if method == "CONNECT" && status < 300 { return .head }
        if fields.isChunked { return .chunkSize }
        return fields.contentLength.map { .body($0) } ?? .untilClose
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
