/// The fields of a search and how their values are read.
enum SearchFields {
    typealias Criterion = SearchTerm.Criterion

    static let names = [
        "src", "dst", "host", "port", "sport", "dport", "proto", "service", "bytes", "packets", "duration", "dir",
        "tag", "name", "country", "asn", "in", "since", "until",
    ]

    static func criterion(_ field: String, _ values: [String]) -> Result<Criterion, SearchProblem> {
        do throws(SearchProblem) {
            return .success(try read(field, values))
        } catch {
            return .failure(error)
        }
    }

    private static func read(_ field: String, _ values: [String]) throws(SearchProblem) -> Criterion {
        switch field {
        case "src": .address(.source, try blocks(field, values))
        case "dst": .address(.destination, try blocks(field, values))
        case "host", "ip": .address(.either, try blocks(field, values))
        case "port": .port(.either, try ranges(field, values, plain))
        case "sport": .port(.source, try ranges(field, values, plain))
        case "dport": .port(.destination, try ranges(field, values, plain))
        case "bytes": .bytes(try ranges(field, values, size))
        case "packets": .packets(try ranges(field, values, size))
        case "duration": .duration(try ranges(field, values, whole))
        case "proto", "protocol":
            .transport(try each(field, values, "tcp, udp, icmp or a number") { IPProtocol(named: $0) })
        case "service": .service(try each(field, values, "a service such as dns") { Service(named: $0) })
        case "dir", "direction":
            .direction(try each(field, values, "inbound, outbound, internal or external") { Direction($0) })
        case "tag": .tag(values.map { $0.lowercased() })
        case "name": .name(values.map { $0.lowercased() })
        case "since": .since(try moment(field, values))
        case "until": .until(try moment(field, values))
        case "country": .country(try each(field, values, "a country of two letters such as DE", country))
        case "asn", "as": .system(try each(field, values, "the number of a network such as AS64496", system))
        case "in":
            .origin(try each(field, values, "flows or router") { SearchTerm.Origin(rawValue: $0.lowercased()) })
        default: throw SearchProblem("there is no field \(field): (there are \(names.joined(separator: ", ")))")
        }
    }

    private static func each<Value>(
        _ field: String, _ values: [String], _ expected: String, _ read: (String) -> Value?
    ) throws(SearchProblem) -> [Value] {
        var result: [Value] = []
        for value in values {
            guard let read = read(value) else { throw SearchProblem("\(field):\(value) is not \(expected)") }
            result.append(read)
        }
        return result
    }

    private static func blocks(_ field: String, _ values: [String]) throws(SearchProblem) -> [AddressBlock] {
        try each(field, values, "an address or a block such as 10.0.0.0/8") { AddressBlock($0) }
    }

    private static func country(_ text: String) -> String? {
        guard text.utf8.count == 2, text.utf8.allSatisfy({ (97...122).contains($0 | 0x20) }) else { return nil }
        return text.uppercased()
    }

    private static func system(_ text: String) -> UInt32? {
        let digits = text.uppercased().hasPrefix("AS") ? text.dropFirst(2) : text[...]
        return plain(digits).flatMap { UInt32(exactly: $0) }
    }

    /// `80`, `20-25`, `>1024`, `>=1024`, `<1M`, `<=1M`.
    private static func ranges(
        _ field: String, _ values: [String], _ number: (Substring) -> UInt64?
    ) throws(SearchProblem) -> [ClosedRange<UInt64>] {
        try each(field, values, "a number, a range such as 20-25, or one after > >= < <=") { text in
            if text.hasPrefix(">=") { return number(text.dropFirst(2)).map { $0...UInt64.max } }
            if text.hasPrefix("<=") { return number(text.dropFirst(2)).map { 0...$0 } }
            if text.hasPrefix(">") {
                return number(text.dropFirst()).flatMap { $0 < .max ? $0 + 1...UInt64.max : nil }
            }
            if text.hasPrefix("<") { return number(text.dropFirst()).flatMap { $0 > 0 ? 0...$0 - 1 : nil } }
            let ends = text.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count <= 2, let low = number(ends[0]), let high = number(ends[ends.count - 1]), low <= high
            else { return nil }
            return low...high
        }
    }

    private static func plain(_ text: Substring) -> UInt64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return UInt64(text)
    }

    /// A number with k, M, G or T after it: thousands, millions and so on.
    private static func size(_ text: Substring) -> UInt64? {
        let scales: [Character: UInt64] = ["k": 1000, "m": 1_000_000, "g": 1_000_000_000, "t": 1_000_000_000_000]
        guard let last = text.last else { return nil }
        guard let scale = scales[Character(last.lowercased())] else { return plain(text) }
        guard let number = plain(text.dropLast()) else { return nil }
        let (product, over) = number.multipliedReportingOverflow(by: scale)
        return over ? nil : product
    }

    /// Seconds, or with s, m, h or d after it.
    private static func whole(_ text: Substring) -> UInt64? {
        let scales: [Character: UInt64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let last = text.last else { return nil }
        guard let scale = scales[last] else { return plain(text) }
        guard let number = plain(text.dropLast()) else { return nil }
        let (product, over) = number.multipliedReportingOverflow(by: scale)
        return over ? nil : product
    }

    private static func moment(_ field: String, _ values: [String]) throws(SearchProblem) -> SearchMoment {
        guard values.count == 1, let moment = moment(values[0]) else {
            throw SearchProblem("\(field): takes a time such as 2026-11-21T08:00:00Z, a date, or 15m, 6h, 7d ago")
        }
        return moment
    }

    private static func moment(_ text: String) -> SearchMoment? {
        if let last = text.last, "smhd".contains(last), let seconds = whole(text[...]), seconds <= 1_000_000_000 {
            return .ago(Double(seconds))
        }
        if let time = Timestamp(text) { return .at(time) }
        if let date = Timestamp(text + "T00:00:00Z") { return .at(date) }
        if let time = Timestamp(text + "Z") { return .at(time) }
        return text.utf8.count == 16 ? Timestamp(text + ":00Z").map { .at($0) } : nil
    }
}

extension IPProtocol {
    /// A protocol by its name or number, as people and routers write it.
    public init?(named name: String) {
        switch name.lowercased() {
        case "tcp": self = .tcp
        case "udp": self = .udp
        case "icmp": self = .icmp
        case "icmpv6", "icmp6", "ipv6-icmp": self = .icmpv6
        case "gre": self = .gre
        case "sctp": self = .sctp
        default:
            guard let number = UInt8(name) else { return nil }
            self.init(rawValue: number)
        }
    }
}

extension Service {
    /// A service by its name.
    public init?(named name: String) {
        let wanted = name.lowercased()
        guard let match = Self.allCases.first(where: { $0.name == wanted }) else { return nil }
        self = match
    }
}
