import Testing
import Vocabulary

@testable import Hunting

@Suite("LookupTable")
struct LookupTableTests {
    @Test(arguments: [
        ("www.example.com", "example.com"), ("a.b.example.co.uk", "example.co.uk"), ("EXAMPLE.com.", "example.com"),
        ("localhost", nil), ("10.0.0.1", nil), ("", nil), ("co.uk", "co.uk"),
    ])
    func `the registered part of a name`(name: String, domain: String?) {
        #expect(RegisteredDomain.of(name) == domain)
    }

    @Test func `different names are counted once, in either case`() {
        var table = LookupTable()
        for name in ["abc.x.example", "ABC.x.example", "def.x.example"] {
            table.observe([
                NameSum(
                    source: IPAddress(10, 0, 0, 1), name: name, flows: 2, bytesOut: 1, bytesIn: 1, first: EventBook.now,
                    last: EventBook.now)
            ])
        }
        let entry = table.entries.values.first
        #expect(table.entries.count == 1 && entry?.names.count == 2 && entry?.lookups == 6 && entry?.letters == 6)
    }

    @Test func `names that are made up without end take no more than their room`() {
        var table = LookupTable(most: 3, mostRemembered: 1000)
        func sum(_ name: String) -> NameSum {
            NameSum(
                source: IPAddress(10, 0, 0, 1), name: name, flows: 1, bytesOut: 1, bytesIn: 1, first: EventBook.now,
                last: EventBook.now)
        }
        for domain in ["a.example", "b.example", "c.example", "d.example"] {
            table.observe((0..<700).map { sum("n\($0).\(domain)") })
        }
        let counts = ["a.example", "b.example", "c.example"].compactMap { domain in
            table.entries.first { $0.key.domain == domain }?.value
        }
        // The first fills half the room and 200 stand for each of the others; the fourth domain finds no place.
        #expect(counts.map(\.names.count) == [500, 200, 200])
        #expect(counts.map(\.lookups) == [700, 700, 700])
        #expect(table.remembered == 900 && table.leftOut == 700)
        for domain in ["a.example", "b.example"] { table.observe((700..<1400).map { sum("n\($0).\(domain)") }) }
        #expect(table.remembered == 900)
    }
}
