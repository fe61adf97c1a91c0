import Testing

@testable import Wire

@Suite struct FingerprintMemoryTests {
    @Test func `what is remembered is what would be computed`() {
        var memory = FingerprintMemory()
        for round in 0..<3 as Range<UInt16> {
            for number in 0..<300 as Range<UInt16> {
                var lists = JA4Tests.chrome
                lists.ciphers.append(number)
                lists.pointFormats = [UInt8(number % 3)]
                let known = memory.client(lists)
                #expect(known.ja3 == JA3.client(lists) && known.ja4 == JA4.hashes(lists), "round \(round)")
                #expect(memory.server([771, number, 5]) == JA3.server([771, number, 5]))
            }
        }
    }

    @Test func `lists that differ in one place only are told apart`() {
        var memory = FingerprintMemory()
        var other = JA4Tests.chrome
        other.pointFormats = [1]
        #expect(memory.client(JA4Tests.chrome).ja3 != memory.client(other).ja3)
        #expect(memory.client(JA4Tests.chrome).ja4 == memory.client(other).ja4)
    }
}
