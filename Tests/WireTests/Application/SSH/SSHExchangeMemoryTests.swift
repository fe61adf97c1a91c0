import Bedrock
import Testing

@testable import Wire

@Suite struct SSHExchangeMemoryTests {
    /// The payload of a key exchange message.
    private func payload(cipher: String, cookie: UInt8) -> [UInt8] {
        var bytes = Array(SSHSample.keyExchange(cipher: cipher, mac: "hmac-sha2-256").dropFirst(5))
        for at in 1...16 { bytes[at] = cookie }
        return bytes
    }

    @Test func `what is remembered is what would be computed, whoever says it`() {
        var random = SeededGenerator(41)
        var memory = SSHExchangeMemory()
        let whole = payload(cipher: SSHSample.chacha, cookie: 1)
        var samples = (0...whole.count).map { Array(whole[..<$0]) } + (0..<300).map { _ in damaged(whole, &random) }
        for number in 0..<100 { samples.append(payload(cipher: "aes\(number)-ctr", cookie: UInt8(number))) }
        for fromClient in [true, false, true, false] {
            for sample in samples {
                sample.withBytes { bytes in
                    let fresh = SSHAlgorithms(bytes)?.hassh(fromClient: fromClient)
                    #expect(memory.exchange(bytes, fromClient: fromClient)?.hassh == fresh)
                    #expect(memory.exchange(bytes, fromClient: fromClient)?.hassh == fresh)
                }
            }
        }
    }

    @Test func `the cookie does not matter`() throws {
        var memory = SSHExchangeMemory()
        let texts = try (0..<3 as Range<UInt8>).map { cookie in
            try #require(
                payload(cipher: "aes128-ctr", cookie: cookie).withBytes { memory.exchange($0, fromClient: true)?.hassh }
            )
        }
        #expect(Set(texts).count == 1)
    }
}
