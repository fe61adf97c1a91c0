import Learning
package import Vocabulary

/// What one client asked about one registered domain, and what it was told: names as carriers, answers as carriers.
///
/// Information is counted for names not seen before, as characters times the entropy of all of them together (the idea of
/// ibHH, arXiv 2307.02614, in constant memory). Bounds: two distinct counts (256 registers each), 40 character classes, eight
/// resolvers, 32 flow ids.
package struct DNSDomainProfile: Sendable {
    package let client: IPAddress
    /// A name that was asked for, and where in it the domain begins: most profiles never have to tell of theirs.
    private let name: String
    private let domainStart: Int
    package private(set) var start: Timestamp
    package private(set) var last: Timestamp
    package private(set) var queries = 0
    package private(set) var responses = 0
    /// Distinct host parts, their characters, the longest, and the noise in them weighted by length.
    package private(set) var names = DistinctCount()
    /// The host part added last: an answer repeats its question.
    private var latest: UInt64?
    package private(set) var uniqueNames = 0
    package private(set) var characters = 0
    package private(set) var longest = 0
    private var noise = 0.0
    private var encoded = 0
    /// The length most host parts have (Boyer and Moore's vote), and how many have it, give or take two.
    private var usualLength = 0
    private var votes = 0
    private var alike = 0
    /// Host parts that begin with an address in reverse: four numbers.
    private var reversed = 0
    private var histogram = InlineArray<40, UInt32>(repeating: 0)
    /// Queries by what they ask: TXT; NULL, KEY and private types; MX, CNAME, SRV; the rest.
    package private(set) var text = 0
    package private(set) var raw = 0
    package private(set) var aliases = 0
    /// Bytes of record data in answers of carrying types, distinct answers, and addresses in 127/8.
    package private(set) var answerBytes = 0
    package private(set) var answers = DistinctCount()
    /// Of them, those of carrying types.
    package private(set) var carried = DistinctCount()
    package private(set) var loopbackAnswers = 0
    package private(set) var policyAnswers = 0
    package private(set) var resolvers = AddressSample()
    package var flows = FlowSample()
    package var ladder = ReportLadder()

    /// `name`: one under the domain, which begins at the byte `domainStart`.
    package init(client: IPAddress, name: String, domainStart: Int, start: Timestamp) {
        self.client = client
        self.name = name
        self.domainStart = domainStart
        self.start = start
        last = start
    }

    package var domain: String { String(Substring(name.utf8.dropFirst(domainStart))) }

    /// `question` is what was worked out about the message's name.
    package mutating func observe(
        _ message: DNSMessage, _ question: DNSQuestion, from resolver: IPAddress, flow: UInt64, at time: Timestamp
    ) {
        last = max(last, time)
        flows.add(flow)
        if resolvers.count < 8, !resolvers.contains(resolver) { resolvers.append(resolver) }
        // A name that is known carries nothing new, and most are.
        if question.host != DNSQuestion.noHost, question.host != latest {
            latest = question.host
            if names.add(question.host) {
                let name = message.name
                count(name.utf8.span, question)
            }
        }
        if message.isResponse {
            responses += 1
            let answers = message.answers
            if !answers.isEmpty { count(answers.span) }
        } else {
            queries += 1
        }
        // A capture may show one side only.
        guard !message.isResponse || queries == 0 else { return }
        switch message.type {
        case 16: text += 1
        case 10, 25, 40, 65_280...65_535: raw += 1
        case 5, 15, 33: aliases += 1
        default: break
        }
    }

    /// A host part that was not known: the first bytes of the name.
    private mutating func count(_ name: borrowing Span<UInt8>, _ question: DNSQuestion) {
        uniqueNames += 1
        var (length, escaped) = (0, 0)
        let end = min(question.hostLength, name.count)
        var counts = histogram.mutableSpan
        var at = 0
        while at < end {
            let byte = name[at]
            at &+= 1
            switch byte {
            case 97...122: counts[Int(byte) &- 97] &+= 1
            case 65...90: counts[Int(byte) &- 65] &+= 1
            case 48...57: counts[Int(byte) &- 48 &+ 26] &+= 1
            case UInt8(ascii: "\\"):
                // `\ddd`: one byte outside printable ASCII.
                at &+= 3
                escaped &+= 1
                counts[39] &+= 1
            case UInt8(ascii: "."): continue
            case UInt8(ascii: "-"): counts[36] &+= 1
            case UInt8(ascii: "_"): counts[37] &+= 1
            default: counts[38] &+= 1
            }
            length &+= 1
        }
        encoded += escaped
        characters += length
        longest = max(longest, length)
        weigh(end)
        if Self.beginsWithAddress(name, end) { reversed += 1 }
        noise += question.hostRandomness * Double(length)
    }

    private mutating func weigh(_ length: Int) {
        if abs(length - usualLength) <= 2 {
            votes += 1
            alike += 1
        } else if votes == 0 {
            usualLength = length
            votes = 1
            alike = 1
        } else {
            votes -= 1
        }
    }

    private static func beginsWithAddress(_ name: borrowing Span<UInt8>, _ end: Int) -> Bool {
        var numbers = 0
        var digits = 0
        for at in 0..<end {
            let byte = name[at]
            if byte == UInt8(ascii: ".") {
                guard digits > 0 else { return false }
                numbers += 1
                digits = 0
                if numbers == 4 { return true }
            } else {
                guard (48...57).contains(byte), digits < 3 else { return false }
                digits += 1
            }
        }
        return numbers == 3 && digits > 0
    }

    /// Of the span, because of the array each would be copied with its texts.
    private mutating func count(_ records: borrowing Span<DNSAnswer>) {
        for place in records.indices {
            if let address = records[place].address {
                if address.isV4, address.v4Bits >> 24 == 127 { loopbackAnswers += 1 }
                answers.add(address.low ^ DistinctCount.mix(address.high))
            } else if Self.carries(records[place].type) {
                carry(records[place])
            }
        }
    }

    private mutating func carry(_ answer: DNSAnswer) {
        if answer.type == 16, answer.text.hasPrefix("v=") { policyAnswers += 1 }
        answerBytes += Int(answer.size)
        let said = digest(answer.text, seed: UInt64(answer.size))
        answers.add(said)
        carried.add(said)
    }

    /// TXT, NULL, KEY, CNAME, MX, SRV and private types.
    private static func carries(_ type: UInt16) -> Bool {
        switch type {
        case 16, 10, 25, 40, 5, 15, 33, 65_280...65_535: true
        default: false
        }
    }

    /// Bits a character of all distinct names taken together.
    package var entropy: Double { encoded * 4 > characters ? max(6, bits) : bits }
    private var bits: Double {
        // Of a property each element would be read out of a copy of all (Swift 6.3, measured by callgrind).
        let counts = histogram.span
        return Entropy.bits(ofCounts: counts.indices.map { counts[$0] })
    }

    /// Bytes of information that the distinct names can carry.
    package var information: Double { Double(characters) * entropy / 8 }
    package var meanLength: Double { uniqueNames > 0 ? Double(characters) / Double(uniqueNames) : 0 }
    /// How little the names look like words, 0...1.
    package var noisiness: Double { characters > 0 ? noise / Double(characters) : 0 }
    package var holdsBytes: Bool { encoded > 0 }
    /// Share of queries for record types that carry data and that browsing does not ask for.
    package var carrierShare: Double {
        queries + responses > 0 ? Double(text + raw + aliases) / Double(max(1, queries > 0 ? queries : responses)) : 0
    }
    /// Names that are numbers only: blocklists ask for reversed addresses.
    package var isNumeric: Bool {
        characters > 0 && (26..<36).reduce(0) { $0 + Int(histogram[$1]) } * 10 >= characters * 9
    }
    /// Answers that say yes or no: a few short ones, or loopback addresses.
    package var answersAreVerdicts: Bool {
        responses >= 4
            && (loopbackAnswers * 10 >= responses * 8 || (answers.count <= 4 && answerBytes <= responses * 64))
    }
    /// Names of one length: questions about digests have one, data that goes out ends in a shorter piece.
    package var isUniform: Bool { uniqueNames >= 8 && alike * 10 >= uniqueNames * 9 }
    /// Few different answers to many questions carry nothing down.
    package var answersRepeat: Bool { responses >= 8 && answers.count * 4 <= responses }
    /// Names that ask about addresses, and are told a line about each.
    package var asksAboutAddresses: Bool {
        uniqueNames > 0 && reversed * 10 >= uniqueNames * 9 && answerBytes <= max(1, responses) * 120
    }
    package var seconds: Double { max(0, last.seconds(since: start)) }
}
