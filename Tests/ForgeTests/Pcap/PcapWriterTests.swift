import Forge
import Testing
import Vocabulary

@Suite struct PcapWriterTests {
    let frame = ForgedFrame(
        timestamp: Timestamp(nanoseconds: 1_700_000_000_123_456_789), bytes: [0xAA, 0xBB, 0xCC], wireLength: 60)

    @Test func `microseconds, little-endian`() {
        #expect(
            pcap([frame]) == [
                0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // magic, version, zone, accuracy
                0, 0, 4, 0, 1, 0, 0, 0,  // snap length, link type
                0x00, 0xF1, 0x53, 0x65, 0x40, 0xE2, 0x01, 0x00,  // seconds, microseconds
                3, 0, 0, 0, 60, 0, 0, 0, 0xAA, 0xBB, 0xCC,  // captured, wire, bytes
            ])
    }

    @Test func `nanoseconds, big-endian`() {
        let bytes = pcap([frame], link: .ethernet, nanoseconds: true, bigEndian: true)
        #expect(bytes.prefix(8).elementsEqual([0xA1, 0xB2, 0x3C, 0x4D, 0, 2, 0, 4]))
        #expect(
            bytes[24..<40].elementsEqual([0x65, 0x53, 0xF1, 0x00, 0x07, 0x5B, 0xCD, 0x15, 0, 0, 0, 3, 0, 0, 0, 60]))
    }

    @Test func `a large capture reaches the sink in parts`() {
        var parts: [Int] = []
        var writer = PcapWriter(to: ClosureSink<Never> { parts.append($0.count) })
        let big = ForgedFrame(timestamp: .scenarioStart, bytes: Array(repeating: 1, count: 1500))
        for _ in 0..<1000 { writer.write(big) }
        writer.finish()
        #expect(parts.count > 4)
        #expect(parts.reduce(0, +) == 24 + 1000 * 1516)
        #expect(writer.frameCount == 1000)
    }
}
