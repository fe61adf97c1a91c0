/// The head of an HTTP/1 request.
///
/// One reference: an event is copied from hand to hand, and most of who look at it want one or two of the fields.
public struct HTTPRequest: Sendable, Hashable {
    /// What it says.
    public struct Fields: Sendable, Hashable {
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

    @usableFromInline
    final class Box: Sendable {
        @usableFromInline let fields: Fields
        @usableFromInline
        init(_ fields: Fields) { self.fields = fields }
    }
    @usableFromInline var box: Box

    @inlinable
    public init(_ fields: Fields = Fields()) { box = Box(fields) }

    /// All of it.
    public var fields: Fields {
        @inlinable get { box.fields }
        set { box = Box(newValue) }
    }

    public static func == (left: Self, right: Self) -> Bool { left.box.fields == right.box.fields }
    public func hash(into hasher: inout Hasher) { box.fields.hash(into: &hasher) }

    public var method: String {
        @inlinable get { box.fields.method }
        set { fields.method = newValue }
    }
    public var target: String {
        @inlinable get { box.fields.target }
        set { fields.target = newValue }
    }
    public var host: String {
        @inlinable get { box.fields.host }
        set { fields.host = newValue }
    }
    public var userAgent: String {
        @inlinable get { box.fields.userAgent }
        set { fields.userAgent = newValue }
    }
    public var referrer: String {
        @inlinable get { box.fields.referrer }
        set { fields.referrer = newValue }
    }
    public var contentType: String {
        @inlinable get { box.fields.contentType }
        set { fields.contentType = newValue }
    }
    public var contentLength: UInt64? {
        @inlinable get { box.fields.contentLength }
        set { fields.contentLength = newValue }
    }
    public var headSize: UInt32 {
        @inlinable get { box.fields.headSize }
        set { fields.headSize = newValue }
    }
    public var index: UInt32 {
        @inlinable get { box.fields.index }
        set { fields.index = newValue }
    }
}

/// The head of an HTTP/1 response.
///
/// One reference: an event is copied from hand to hand, and most of who look at it want one or two of the fields.
public struct HTTPResponse: Sendable, Hashable {
    /// What it says.
    public struct Fields: Sendable, Hashable {
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

    @usableFromInline
    final class Box: Sendable {
        @usableFromInline let fields: Fields
        @usableFromInline
        init(_ fields: Fields) { self.fields = fields }
    }
    @usableFromInline var box: Box

    @inlinable
    public init(_ fields: Fields = Fields()) { box = Box(fields) }

    /// All of it.
    public var fields: Fields {
        @inlinable get { box.fields }
        set { box = Box(newValue) }
    }

    public static func == (left: Self, right: Self) -> Bool { left.box.fields == right.box.fields }
    public func hash(into hasher: inout Hasher) { box.fields.hash(into: &hasher) }

    public var status: UInt16 {
        @inlinable get { box.fields.status }
        set { fields.status = newValue }
    }
    public var server: String {
        @inlinable get { box.fields.server }
        set { fields.server = newValue }
    }
    public var contentType: String {
        @inlinable get { box.fields.contentType }
        set { fields.contentType = newValue }
    }
    public var contentLength: UInt64? {
        @inlinable get { box.fields.contentLength }
        set { fields.contentLength = newValue }
    }
    public var location: String {
        @inlinable get { box.fields.location }
        set { fields.location = newValue }
    }
    public var requestMethod: String {
        @inlinable get { box.fields.requestMethod }
        set { fields.requestMethod = newValue }
    }
    public var requestTarget: String {
        @inlinable get { box.fields.requestTarget }
        set { fields.requestTarget = newValue }
    }
    public var requestHost: String {
        @inlinable get { box.fields.requestHost }
        set { fields.requestHost = newValue }
    }
    public var index: UInt32 {
        @inlinable get { box.fields.index }
        set { fields.index = newValue }
    }
}
