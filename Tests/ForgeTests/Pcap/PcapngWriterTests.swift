import Forge
import Testing
import Vocabulary

@Suite struct PcapngWriterTests {
    @Test func `two interfaces with their own resolution`() {
        var writer = PcapngWriter(
            to: ByteCollector(),
            interfaces: [
                CaptureInterface(name: "a", resolution: .decimal(9)),
                CaptureInterface(link: .rawIP, name: "b", resolution: .binary(10)),
            ])
        writer.write(ForgedFrame(timestamp: Timestamp(nanoseconds: 0x1_0000_0002), bytes: [1, 2, 3]))
        writer.write(ForgedFrame(timestamp: Timestamp(seconds: 2.5), bytes: [4], link: .rawIP), interface: 1)
        writer.finish()
        #expect(
            writer.sink.bytes == [
                0x0A, 0x0D, 0x0D, 0x0A, 28, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0,  // section
                255, 255, 255, 255, 255, 255, 255, 255, 28, 0, 0, 0,  // length unknown
                1, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 0, 0, 4, 0,  // interface: Ethernet, snap length
                2, 0, 1, 0, 97, 0, 0, 0, 9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0,  // name, resolution
                1, 0, 0, 0, 40, 0, 0, 0, 101, 0, 0, 0, 0, 0, 4, 0,  // interface: raw IP
                2, 0, 1, 0, 98, 0, 0, 0, 9, 0, 1, 0, 0x8A, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0,
                6, 0, 0, 0, 36, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0,  // packet: time high, low
                3, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3, 0, 36, 0, 0, 0,
                6, 0, 0, 0, 36, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0,  // 2560 ticks of 1/1024 s
                1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 36, 0, 0, 0,
            ])
    }

    @Test func `big-endian sections repeat their interfaces`() {
        var writer = PcapngWriter(to: ByteCollector(), bigEndian: true)
        writer.startSection()
        writer.finish()
        let half = writer.sink.bytes.count / 2
        #expect(writer.sink.bytes[..<half].elementsEqual(writer.sink.bytes[half...]))
        #expect(writer.sink.bytes[8..<12].elementsEqual([0x1A, 0x2B, 0x3C, 0x4D]))
    }
}
