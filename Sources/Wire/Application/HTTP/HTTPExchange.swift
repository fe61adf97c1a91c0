import Vocabulary

/// A request that waits for its answer.
struct HTTPExchange {
    let request: HTTPRequest
    var login: HTTPLoginTry?
}

/// The requests of a connection that wait for their answers, in order (pipelining, RFC 9112, 9.3.2).
///
/// Bounds: `limit` requests; of more, only their number is known and their answers carry no request.
struct HTTPExchangeQueue {
    static var limit: Int { 64 }

    private var waiting: [HTTPExchange] = []
    private var first = 0
    /// Requests and final answers seen so far.
    private(set) var requests: UInt32 = 0
    private(set) var answers: UInt32 = 0

    mutating func append(_ request: HTTPRequest) {
        requests &+= 1
        if waiting.count - first < Self.limit { waiting.append(HTTPExchange(request: request)) }
    }

    /// Adds the log-in found in the body of request `index`, if that still waits.
    mutating func setLogin(_ login: HTTPLoginTry, of index: UInt32) {
        guard let place = waiting[first...].firstIndex(where: { $0.request.index == index }) else { return }
        waiting[place].login = login
    }

    /// The request of the next answer is known.
    var hasNext: Bool { first < waiting.count && waiting[first].request.index == answers }
    /// The log-in that the next answer belongs to.
    var nextLogin: HTTPLoginTry? { hasNext ? waiting[first].login : nil }

    /// Writes into an answer which request it belongs to.
    func name(_ response: inout HTTPResponseFields) {
        guard hasNext else { return }
        response.requestMethod = waiting[first].request.method
        response.requestTarget = waiting[first].request.target
        response.requestHost = waiting[first].request.host
    }

    /// Counts a final answer.
    mutating func finish() {
        answers &+= 1
        while first < waiting.count, waiting[first].request.index < answers { first += 1 }
        if first == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            first = 0
        } else if first >= Self.limit {
            waiting.removeFirst(first)
            first = 0
        }
    }

    /// Everything unanswered, which is forgotten.
    mutating func drain() -> [HTTPExchange] {
        defer {
            waiting = []
            first = 0
        }
        return Array(waiting[first...])
    }
}
