/// A DNS, mDNS, LLMNR or NBNS message (RFC 1035, 6762, 4795, 1002).
///
/// One reference: an event is copied from hand to hand, and most of who look at it want one or two of the fields.
public struct DNSMessage: Sendable, Hashable {
    public enum Variant: UInt8, Sendable { case dns, mdns, llmnr, nbns }
    /// What it says.
    public struct Fields: Sendable, Hashable {
        public var variant: Variant = .dns
        public var isResponse: Bool = false
        public var overTCP: Bool = false
        public var id: UInt16 = 0
        public var opcode: UInt8 = 0
        public var responseCode: UInt8 = 0
        public var isAuthoritative: Bool = false
        public var isTruncated: Bool = false
        /// The first question, lower case, without the final dot; bytes outside printable ASCII as `\ddd`. Empty for the root.
        public var name: String = ""
        /// Bytes of that name on the wire, its compression undone.
        public var nameSize: UInt16 = 0
        /// Type of the first question (1 = A, 28 = AAAA, 16 = TXT, 10 = NULL, …).
        public var type: UInt16 = 0
        /// At most 16 answers are kept; `answerCount` is what the header says.
        public var answers: [DNSAnswer] = []
        public var answerCount: UInt16 = 0
        /// Bytes of the message.
        public var size: UInt32 = 0
        /// The message ends early or contradicts itself; what stands here was read before that.
        public var isMalformed: Bool = false
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

    public var variant: Variant {
        @inlinable get { box.fields.variant }
        set { fields.variant = newValue }
    }
    public var isResponse: Bool {
        @inlinable get { box.fields.isResponse }
        set { fields.isResponse = newValue }
    }
    public var overTCP: Bool {
        @inlinable get { box.fields.overTCP }
        set { fields.overTCP = newValue }
    }
    public var id: UInt16 {
        @inlinable get { box.fields.id }
        set { fields.id = newValue }
    }
    public var opcode: UInt8 {
        @inlinable get { box.fields.opcode }
        set { fields.opcode = newValue }
    }
    public var responseCode: UInt8 {
        @inlinable get { box.fields.responseCode }
        set { fields.responseCode = newValue }
    }
    public var isAuthoritative: Bool {
        @inlinable get { box.fields.isAuthoritative }
        set { fields.isAuthoritative = newValue }
    }
    public var isTruncated: Bool {
        @inlinable get { box.fields.isTruncated }
        set { fields.isTruncated = newValue }
    }
    public var name: String {
        @inlinable get { box.fields.name }
        set { fields.name = newValue }
    }
    public var nameSize: UInt16 {
        @inlinable get { box.fields.nameSize }
        set { fields.nameSize = newValue }
    }
    public var type: UInt16 {
        @inlinable get { box.fields.type }
        set { fields.type = newValue }
    }
    public var answers: [DNSAnswer] {
        @inlinable get { box.fields.answers }
        set { fields.answers = newValue }
    }
    public var answerCount: UInt16 {
        @inlinable get { box.fields.answerCount }
        set { fields.answerCount = newValue }
    }
    public var size: UInt32 {
        @inlinable get { box.fields.size }
        set { fields.size = newValue }
    }
    public var isMalformed: Bool {
        @inlinable get { box.fields.isMalformed }
        set { fields.isMalformed = newValue }
    }
}

/// One resource record of the answer section.
public struct DNSAnswer: Sendable, Hashable {
    public var name: String
    public var type: UInt16
    public var ttl: UInt32
    /// A and AAAA.
    public var address: IPAddress?
    /// CNAME, NS, PTR, MX, SRV: the name; TXT: the text.
    public var text: String
    /// Bytes of the record's data.
    public var size: UInt16
    public init(name: String, type: UInt16, ttl: UInt32, address: IPAddress?, text: String, size: UInt16) {
        self.name = name
        self.type = type
        self.ttl = ttl
        self.address = address
        self.text = text
        self.size = size
    }
}
