/// A DNS, mDNS, LLMNR or NBNS message (RFC 1035, 6762, 4795, 1002).
public typealias DNSMessage = Shared<DNSFields>

/// Which of the protocols with the form of DNS a message belongs to.
public enum DNSVariant: UInt8, Sendable { case dns, mdns, llmnr, nbns }

/// What a DNS message says.
public struct DNSFields: SharedFields {
    public var variant: DNSVariant = .dns
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
