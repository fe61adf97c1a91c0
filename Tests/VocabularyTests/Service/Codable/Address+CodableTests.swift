import Foundation
import Testing
import Vocabulary

@Suite struct AddressCodableTests {
    private func way<Value: Codable & Equatable>(_ value: Value, _ text: String) throws {
        let data = try JSONEncoder().encode([value])
        #expect(String(decoding: data, as: UTF8.self).replacing("\\/", with: "/") == "[\"\(text)\"]")
        #expect(try JSONDecoder().decode([Value].self, from: data) == [value])
    }

    @Test func `addresses, blocks, parties and times are the text that people read`() throws {
        try way(IPAddress(10, 0, 0, 1), "10.0.0.1")
        try way(try #require(IPAddress("2001:db8::1")), "2001:db8::1")
        try way(try #require(MACAddress("02:00:00:00:00:01")), "02:00:00:00:00:01")
        try way(try #require(AddressBlock("10.0.0.0/8")), "10.0.0.0/8")
        try way(Party.address(IPAddress(10, 0, 0, 1)), "10.0.0.1")
        try way(Party.block(try #require(AddressBlock("10.0.0.0/24"))), "10.0.0.0/24")
        try way(Timestamp(nanoseconds: 1_767_600_000_123_456_000), "2026-01-05T08:00:00.123456Z")
    }

    @Test(arguments: [
        "10.0.0.256", "", "x", "10.0.0.1 ", "::1::", "02:00:00:00:00", "10.0.0.0/129", "2026-13-01T00:00:00Z",
    ])
    func `what is none is refused with the reason`(text: String) {
        let data = Data("[\"\(text)\"]".utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([IPAddress].self, from: data) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([MACAddress].self, from: data) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([AddressBlock].self, from: data) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Party].self, from: data) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Timestamp].self, from: data) }
    }
}
