import Bedrock
import Testing

@testable import Wire

@Suite struct EchoPayloadTests {
    @Test func `short payloads have the entropy that long ones are measured by, to the last bit`() {
        var random = SeededGenerator(37)
        var samples: [[UInt8]] = (1..<256).map { noise($0, &random) }
        // Runs that count up from everywhere, over the end of the byte too, alone and behind noise.
        for first in 0..<256 {
            let run = (0..<56).map { UInt8(truncatingIfNeeded: first + $0) }
            samples.append(run)
            samples.append(noise(first % 25, &random) + run + run)
        }
        samples += (0..<256).map { Array(repeating: UInt8($0), count: 1 + $0 % 255) }
        for sample in samples {
            let (short, long) = sample.withBytes { (EchoPayload.entropy(ofShort: $0), EchoPayload.entropy(ofLong: $0)) }
            #expect(short.bitPattern == long.bitPattern, "\(sample)")
        }
    }
}
