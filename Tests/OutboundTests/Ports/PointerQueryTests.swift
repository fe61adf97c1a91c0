import Testing
import Vocabulary

@testable import Outbound

@Suite("PointerQuery")
struct PointerQueryTests {
    private let address = IPAddress(192, 0, 32, 7)

    @Test func `an address is asked about under its own zone`() throws {
        #expect(PointerQuery.name(of: address) == "7.32.0.192.in-addr.arpa")
        let v6 = try #require(IPAddress("2001:db8::567:89ab"))
        #expect(
            PointerQuery.name(of: v6) == "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")
    }

    @Test func `a question has the form of RFC 1035`() {
        let bytes = PointerQuery.message(id: 0x1234, address: address)
        // Id, flags (recursion wanted), one question.
        #expect(Array(bytes[..<12]) == [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        // "7", "32", "0", "192", "in-addr", "arpa", the end; PTR, IN.
        #expect(Array(bytes[12..<23]) == [1, 0x37, 2, 0x33, 0x32, 1, 0x30, 3, 0x31, 0x39, 0x32])
        #expect(Array(bytes.suffix(5)) == [0, 0, 12, 0, 1])
    }

    private func answer(_ records: [UInt8], count: UInt8) -> [UInt8] {
        var bytes = PointerQuery.message(id: 7, address: address)
        bytes[2] = 0x81
        bytes[3] = 0x80
        bytes[7] = count
        return bytes + records
    }

    @Test func `aliases are passed over, and strange bytes of a name become question marks`() {
        // A CNAME (type 5) of one label, then the PTR of "a<1>.b".
        let alias: [UInt8] = [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 1, 0, 3, 1, 0x78, 0]
        let name: [UInt8] = [0xC0, 12, 0, 12, 0, 1, 0, 0, 0, 1, 0, 6, 2, 0x61, 1, 1, 0x62, 0]
        #expect(PointerQuery.read(answer(alias + name, count: 2), id: 7, address: address) == .names(["a?.b"]))
    }

    @Test func `every cut of an answer and every loop of pointers ends without a trap`() {
        let name: [UInt8] = [0xC0, 12, 0, 12, 0, 1, 0, 0, 0, 1, 0, 2, 0xC0, 12]
        let whole = answer(name, count: 1)
        #expect(PointerQuery.read(whole, id: 7, address: address) == .names(["7.32.0.192.in-addr.arpa"]))
        for length in 0..<whole.count {
            let cut = PointerQuery.read(Array(whole[..<length]), id: 7, address: address)
            #expect(cut == nil || cut == PointerQuery.Answer.none)
        }
        // A name that points to itself, and one that points ahead.
        let here = UInt8(whole.count - 2)
        for target in [here, here + 1] {
            var loop = whole
            loop[loop.count - 1] = target
            #expect(PointerQuery.read(loop, id: 7, address: address) == PointerQuery.Answer.none)
        }
    }

    @Test func `random bytes never trap`() {
        var generator = SystemRandomNumberGenerator()
        var heard = 0
        for _ in 0..<20_000 {
            var bytes = answer([], count: 3)
            for _ in 0..<Int.random(in: 0..<60, using: &generator) {
                bytes.append(.random(in: 0...255, using: &generator))
            }
            if PointerQuery.read(bytes, id: 7, address: address) != nil { heard += 1 }
        }
        #expect(heard == 20_000)
    }
}
