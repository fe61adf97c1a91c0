import Testing
import Vocabulary

@testable import Enrichment

struct IndicatorTextTests {
    private func read(_ text: String) -> IndicatorText.Reading { IndicatorText.read(Array(text.utf8)[...]) }

    private func block(_ text: String) throws -> IndicatorText.Reading { .block(try #require(AddressBlock(text))) }

    @Test(arguments: [
        ("45.1.2.3", "45.1.2.3"), (" 45.1.2.3\r", "45.1.2.3"), ("45.1.2.3:443", "45.1.2.3"),
        ("45[.]1[.]2[.]3", "45.1.2.3"), ("http://45.1.2.3/", "45.1.2.3"), ("45.1.2.0/24", "45.1.2.0/24"),
        ("2a00::1", "2a00::1"), ("[2a00::1]:443", "2a00::1"), ("2a00:1::/32", "2a00:1::/32"),
        ("\"45.1.2.3\"", "45.1.2.3"), ("203.0.113.4", "203.0.113.4"),
    ])
    func `addresses and blocks, however written`(text: String, wanted: String) throws {
        #expect(read(text) == (try block(wanted)))
    }

    @Test(arguments: [
        ("Bad.Example", "bad.example"), ("*.bad.example", "bad.example"), ("||bad.example^", "bad.example"),
        ("bad.example.", "bad.example"), (".bad.example", "bad.example"), ("hxxp://bad[.]example", "bad.example"),
        ("bad.example:8080", "bad.example"), ("https://bad.example/", "bad.example"),
        ("xn--bd-gka.example", "xn--bd-gka.example"), ("_x.bad.example", "_x.bad.example"),
    ])
    func `domains, however written`(text: String, wanted: String) {
        #expect(read(text) == .domain(Array(wanted.utf8)))
    }

    @Test(arguments: ["e7d705a3286e19ea42f587b344ee6865", "E7D705A3286E19EA42F587B344EE6865"])
    func `a JA3 fingerprint`(text: String) {
        #expect(read(text) == .fingerprint(Array(text.lowercased().utf8)))
    }

    @Test func `a JA4 fingerprint`() {
        let text = "t13d1516h2_8daaf6152771_e5627efa2ab1"
        #expect(read(text) == .fingerprint(Array(text.utf8)))
    }

    @Test(arguments: [
        ("10.0.0.1", ListFault.reservedAddress), ("192.168.0.0/16", .reservedAddress),
        ("192.0.0.0/8", .reservedAddress),
        ("0.0.0.0/0", .reservedAddress), ("127.0.0.1", .reservedAddress), ("224.0.0.1", .reservedAddress),
        ("fe80::1", .reservedAddress), ("fd00::/8", .reservedAddress), ("::1", .reservedAddress),
        ("::/0", .reservedAddress),
        ("64.0.0.0/7", .wideBlock), ("2a00::/12", .wideBlock), ("8.8.8.8", .commonGood), ("8.8.8.0/24", .commonGood),
        ("github.com", .commonGood), ("com", .publicSuffix), ("co.uk", .publicSuffix), ("printer.local", .localName),
        ("1.0.0.127.in-addr.arpa", .localName), ("http://bad.example/page", .pageAddress), ("", .unreadable),
        ("45.1.2", .unreadable), ("45.1.2.300", .unreadable), ("bad..example", .unreadable),
        ("bad example", .unreadable),
        ("45.1.2.3/33", .unreadable), ("45.1.2.3:99x", .unreadable), ("bäd.example", .unreadable),
    ])
    func `what no list may name, and what is nothing`(text: String, fault: ListFault) {
        #expect(read(text) == .fault(fault))
    }

    @Test func `random bytes never trap`() {
        var state: UInt64 = 1
        var domains = 0
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int(state >> 40 & 63) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(Array("0123456789abcdef.:/[]-_ \"|*^hxtp".utf8)[Int(state >> 33) % 32])
            }
            state = state &* 6_364_136_223_846_793_005 &+ 1
            if case .domain(let name) = IndicatorText.read(bytes[...]) {
                domains += 1
                #expect(name.count <= 253)
            }
        }
        #expect(domains >= 0)
    }
}
