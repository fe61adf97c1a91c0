/// The head of an HTTP/1 request.
public struct HTTPRequest: Sendable, Hashable {
    public var method = ""
    public var target = ""
    public var host = ""
    public var userAgent = ""
    public var referrer = ""
    public var contentType = ""
    public var contentLength: UInt64?
    /// Bytes of the head.
    public var headSize: UInt32 = 0
    /// The connection's first request is 0.
    public var index: UInt32 = 0
    public init() {}
}

/// The head of an HTTP/1 response.
public struct HTTPResponse: Sendable, Hashable {
    public var status: UInt16 = 0
    public var server = ""
    public var contentType = ""
    public var contentLength: UInt64?
    public var location = ""
    /// Method and target of the request it answers, where that was seen.
    public var requestMethod = ""
    public var requestTarget = ""
    public var requestHost = ""
    public var index: UInt32 = 0
    public init() {}
}
