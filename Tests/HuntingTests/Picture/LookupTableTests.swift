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
}
