import Bedrock
import Testing

@testable import Wire

@Suite struct EchoMemoryTests {
    @Test func `what is remembered is what would be measured`() {
        var random = SeededGenerator(31)
        var memory = EchoMemory()
        let stamp = hex("00 F1 53 65 00 00 00 00")
        let samples =
            (0..<300).map { length in noise(length, &random) } + [stamp, stamp + stamp, stamp + Array(8...55)]
        for second in [1_700_000_000, 0, 1_700_000_000] as [Int64] {
            for sample in samples + samples {
                sample.withBytes { bytes in
                    // One digest for all of a length: the bytes decide, not the digest.
                    let digest = UInt64(bytes.byteCount % 5) << 20
                    let measured = memory.measure(bytes, digest: digest, second: second)
                    #expect(measured.entropy.bitPattern == EchoPayload.entropy(bytes).bitPattern)
                    #expect(measured.isOrdinary == EchoPayload.isOrdinary(bytes, second: second))
                }
            }
        }
    }
}
