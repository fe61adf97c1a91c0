package import Vocabulary

/// A DNS message (RFC 1035), also used for mDNS and LLMNR.
package struct DNS: Sendable {
    package var id: UInt16
    package var isResponse = false
    package var opcode: UInt8 = 0
    package var isAuthoritative = false
    package var isTruncated = false
    package var wantsRecursion = true
    package var offersRecursion = false
    package var isAuthentic = false
    package var responseCode: UInt8 = 0
    package var questions: [Question] = []
    package var answers: [Record] = []
    package var authorities: [Record] = []
    package var additionals: [Record] = []
    /// The UDP size of an EDNS option record (RFC 6891), nil for none.
    package var extended: UInt16?
    /// The DNSSEC OK bit of the option record.
    package var wantsSignatures = false

    package struct Question: Sendable {
        package var name: String
        package var type: UInt16
        package var unicast = false
        package init(_ name: String, _ type: UInt16 = DNS.a, unicast: Bool = false) {
            self.name = name
            self.type = type
            self.unicast = unicast
        }
    }

    package struct Record: Sendable {
        package var name: String
        package var type: UInt16
        package var ttl: UInt32
        package var data: [UInt8]
        package var flush = false
        package init(_ name: String, _ type: UInt16, ttl: UInt32 = 300, data: [UInt8], flush: Bool = false) {
            self.name = name
            self.type = type
            self.ttl = ttl
            self.data = data
            self.flush = flush
        }
    }

    package static let a: UInt16 = 1
    package static let ns: UInt16 = 2
    package static let cname: UInt16 = 5
    package static let soa: UInt16 = 6
    package static let null: UInt16 = 10
    package static let ptr: UInt16 = 12
    package static let mx: UInt16 = 15
    package static let txt: UInt16 = 16
    package static let aaaa: UInt16 = 28
    package static let srv: UInt16 = 33
    package static let rrsig: UInt16 = 46
    package static let https: UInt16 = 65
    package static let notFound: UInt8 = 3

    package init(id: UInt16) { self.id = id }

    package static func query(_ name: String, _ type: UInt16 = a, id: UInt16, extended: UInt16? = nil) -> DNS {
        var message = DNS(id: id)
        message.questions = [Question(name, type)]
        message.extended = extended
        return message
    }

    /// An answer to this query with the same id and question.
    package func answered(_ answers: [Record] = [], code: UInt8 = 0) -> DNS {
        var message = self
        message.isResponse = true
        message.offersRecursion = true
        message.responseCode = code
        message.answers = answers
        return message
    }

    /// The message as a UDP payload.
    package var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(128)
        out.append16(id)
        let high: UInt16 =
            (isResponse ? 0x8000 : 0) | UInt16(opcode & 15) << 11 | (isAuthoritative ? 0x400 : 0)
            | (isTruncated ? 0x200 : 0) | (wantsRecursion ? 0x100 : 0)
        out.append16(high | (offersRecursion ? 0x80 : 0) | (isAuthentic ? 0x20 : 0) | UInt16(responseCode & 15))
        out.append16(UInt16(questions.count))
        out.append16(UInt16(answers.count))
        out.append16(UInt16(authorities.count))
        out.append16(UInt16(additionals.count + (extended == nil ? 0 : 1)))
        for question in questions {
            out.append(name: question.name)
            out.append16(question.type)
            out.append16(question.unicast ? 0x8001 : 1)
        }
        for record in answers { append(record, to: &out) }
        for record in authorities { append(record, to: &out) }
        for record in additionals { append(record, to: &out) }
        if let extended {
            out.append(0)
            out.append16(41)
            out.append16(extended)
            out.append32(wantsSignatures ? 0x8000 : 0)
            out.append16(0)
        }
        return out
    }

    /// The message with its length in front, as over TCP.
    package var streamBytes: [UInt8] {
        var out: [UInt8] = []
        let message = bytes
        out.append16(UInt16(truncatingIfNeeded: message.count))
        return out + message
    }

    private func append(_ record: Record, to out: inout [UInt8]) {
        if let first = questions.first, first.name == record.name {
            out.append16(0xC00C)
        } else {
            out.append(name: record.name)
        }
        out.append16(record.type)
        out.append16(record.flush ? 0x8001 : 1)
        out.append32(record.ttl)
        out.append16(UInt16(truncatingIfNeeded: record.data.count))
        out.append(contentsOf: record.data)
    }
}

extension DNS.Record {
    /// A or AAAA, by the address's family.
    package static func address(_ name: String, _ address: IPAddress, ttl: UInt32 = 300) -> DNS.Record {
        var data: [UInt8] = []
        data.appendAddress(address)
        return DNS.Record(name, address.isV4 ? DNS.a : DNS.aaaa, ttl: ttl, data: data)
    }

    /// CNAME, NS or PTR.
    package static func alias(_ name: String, _ type: UInt16, to target: String, ttl: UInt32 = 300) -> DNS.Record {
        var data: [UInt8] = []
        data.append(name: target)
        return DNS.Record(name, type, ttl: ttl, data: data)
    }

    /// TXT, in strings of at most 255 bytes.
    package static func text(_ name: String, _ content: [UInt8], ttl: UInt32 = 60) -> DNS.Record {
        var data: [UInt8] = []
        var rest = content[...]
        repeat {
            let part = rest.prefix(255)
            data.append(UInt8(part.count))
            data.append(contentsOf: part)
            rest = rest.dropFirst(part.count)
        } while !rest.isEmpty
        return DNS.Record(name, DNS.txt, ttl: ttl, data: data)
    }

    /// The start of authority that comes with a name that does not exist.
    package static func authority(of zone: String) -> DNS.Record {
        var data: [UInt8] = []
        data.append(name: "ns1.\(zone)")
        data.append(name: "hostmaster.\(zone)")
        for number: UInt32 in [2_026_010_501, 7200, 900, 1_209_600, 300] { data.append32(number) }
        return DNS.Record(zone, DNS.soa, ttl: 300, data: data)
    }
}

extension [UInt8] {
    /// A domain name as labels; `""` and `"."` are the root. Labels over 63 bytes are refused.
    package mutating func append(name: String) {
        for label in name.utf8.split(separator: UInt8(ascii: ".")) {
            precondition(label.count <= 63, "a DNS label ends at 63 bytes")
            append(UInt8(label.count))
            append(contentsOf: label)
        }
        append(0)
    }
}
