import Testing
import Vocabulary

@testable import Analyst

@Suite("AddressPseudonyms")
struct AddressPseudonymsTests {
    private let pseudonyms = AddressPseudonyms(key: Array(0..<32))

    private static let addresses = [
        IPAddress(10, 0, 0, 1), IPAddress(10, 0, 0, 2), IPAddress(10, 0, 77, 9), IPAddress(192, 168, 1, 10),
        IPAddress(203, 0, 113, 9), IPAddress(0, 0, 0, 0), IPAddress(255, 255, 255, 255),
        IPAddress(high: 0x2001_0DB8_0000_0001, low: 7), IPAddress(high: 0x2001_0DB8_0000_0002, low: 7),
    ]

    @Test(arguments: addresses)
    func `every address has one name and comes back`(_ address: IPAddress) {
        let other = pseudonyms.pseudonym(of: address)
        #expect(other == pseudonyms.pseudonym(of: address))
        #expect(other.isV4 == address.isV4)
        #expect(pseudonyms.address(of: other) == address)
    }

    @Test func `addresses share exactly as long a prefix as before`() {
        func shared(_ one: IPAddress, _ other: IPAddress) -> Int {
            (0...128).last { one.masked(to: $0) == other.masked(to: $0) } ?? 0
        }
        for one in Self.addresses {
            for other in Self.addresses where one.isV4 == other.isV4 {
                #expect(
                    shared(one, other) == shared(pseudonyms.pseudonym(of: one), pseudonyms.pseudonym(of: other)),
                    "\(one) \(other)")
            }
        }
    }

    @Test func `another key gives other names`() {
        let other = AddressPseudonyms(key: Array(repeating: 7, count: 32))
        let same = Self.addresses.filter { pseudonyms.pseudonym(of: $0) == other.pseudonym(of: $0) }
        #expect(same.count <= 1)
    }

    @Test func `a hardware address keeps its maker and changes its number`() throws {
        let mac = try #require(MACAddress("0c:9d:92:17:a5:d3"))
        let other = pseudonyms.pseudonym(of: mac)
        #expect(other.bits >> 24 == mac.bits >> 24)
        #expect(other != mac)
    }
}
