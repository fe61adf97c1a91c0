internal import GRDB
internal import Synchronization
import Vocabulary

/// Whether an address lies where a search wants it, as a function of SQL: `lies_in(column, number of the term)`.
///
/// Places are not stored: files of places change every week, and what was seen last month should be judged by what is known now. So they are
/// looked up while rows are read, each address once a search. Bounds: 100,000 addresses are remembered, then all are forgotten.
final class PlaceFilter: Sendable {
    private let places: any PlaceLookup
    private let terms: [SearchTerm.Criterion]
    private let known = Mutex<[IPAddress: UInt32]>([:])
    private static let cap = 100_000

    /// Nil where no term asks for a place.
    ///
    /// - Throws: `ServiceError.invalid` where there are no files that could say.
    init?(_ terms: [SearchTerm.Criterion], _ places: (any PlaceLookup)?) throws {
        guard !terms.isEmpty else { return nil }
        for term in terms {
            if case .country = term, places?.knowsCountries != true {
                throw ServiceError.noPlaces("country:", "Country")
            }
            if case .system = term, places?.knowsSystems != true { throw ServiceError.noPlaces("asn:", "ASN") }
        }
        guard let places else { return nil }
        self.places = places
        self.terms = terms
    }

    /// Of a search as it may be given: 32 terms.
    func install(in database: Database) {
        database.add(
            function: DatabaseFunction("lies_in", argumentCount: 2, pure: true) { [self] values in
                guard let address = IPAddress(column: values[0]), let term = UInt32.fromDatabaseValue(values[1]) else {
                    return 0
                }
                return Int64(answers(about: address) >> term & 1)
            })
    }

    /// A bit a term.
    private func answers(about address: IPAddress) -> UInt32 {
        if let answer = known.withLock({ $0[address] }) { return answer }
        let place = places.place(of: address)
        var answer: UInt32 = 0
        for (number, term) in terms.prefix(32).enumerated() {
            let holds =
                switch term {
                case .country(let codes): place?.country.map { codes.contains($0.uppercased()) } ?? false
                case .system(let numbers): place?.system.map(numbers.contains) ?? false
                default: false
                }
            if holds { answer |= 1 << UInt32(number) }
        }
        known.withLock { known in
            if known.count >= Self.cap { known.removeAll(keepingCapacity: true) }
            known[address] = answer
        }
        return answer
    }
}

extension ServiceError {
    fileprivate static func noPlaces(_ field: String, _ kind: String) -> ServiceError {
        .invalid([
            "\(field) needs a place file on this machine: put one with \(kind) in its name, such as GeoLite2-\(kind).mmdb "
                + "or DB-IP's, into the folder geo of the data folder or into /usr/share/GeoIP, and start again"
        ])
    }
}
