/// The head of an HTTP/1 request.
public typealias HTTPRequest = Shared<HTTPRequestFields>

/// What the head of a request says.
public struct HTTPRequestFields: SharedFields {
    public var method: String = ""
    public var target: String = ""
    public var host: String = ""
    public var userAgent: String = ""
    public var referrer: String = ""
    public var contentType: String = ""
    public var contentLength: UInt64?
    /// Bytes of the head.
    public var headSize: UInt32 = 0
    /// The connection's first request is 0.
    public var index: UInt32 = 0
    public init() {}
}

/// The head of an HTTP/1 response.
public typealias HTTPResponse = Shared<HTTPResponseFields>

/// What the head of a response says.
public struct HTTPResponseFields: SharedFields {
    public var status: UInt16 = 0
    public var server: String = ""
    public var contentType: String = ""
    public var contentLength: UInt64?
    public var location: String = ""
    /// Method and target of the request it answers, where that was seen.
    public var requestMethod: String = ""
    public var requestTarget: String = ""
    public var requestHost: String = ""
    public var index: UInt32 = 0
    public init() {}
}
