import Capture
import Testing
import Vocabulary

@Suite
struct PcapReaderTests {
    /// Three frames of 5, 0 and 3 bytes.
    static func sample(littleEndian: Bool, magic: UInt32 = 0xA1B2_C3D4) -> [UInt8] {
        var file = CaptureBytes(littleEndian: littleEndian)
        file.pcapHeader(magic: magic)
        file.pcapRecord(1_700_000_000, 123_456, [1, 2, 3, 4, 5], wire: 60)
        file.pcapRecord(1_700_000_001, 0, [])
        file.pcapRecord(1_700_000_000, 999_999, [9, 8, 7])
        return file.bytes
    }

    @Test(arguments: [true, false])
    func `microseconds in both byte orders`(littleEndian: Bool) throws {
        let (frames, report) = try read(Self.sample(littleEndian: littleEndian))
        #expect(
            frames == [
                SeenFrame(nanoseconds: 1_700_000_000_123_456_000, bytes: [1, 2, 3, 4, 5], wire: 60),
                SeenFrame(nanoseconds: 1_700_000_001_000_000_000, bytes: [], wire: 0),
                SeenFrame(nanoseconds: 1_700_000_000_999_999_000, bytes: [9, 8, 7], wire: 3),
            ])
        #expect(report.loss == nil)
        #expect(report.frames == 3)
        #expect(report.bytes == 63)
        #expect(report.capturedBytes == 8)
        #expect(report.earliest?.nanoseconds == 1_700_000_000_123_456_000)
        #expect(report.latest?.nanoseconds == 1_700_000_001_000_000_000)
        #expect(report.linkTypes.map(\.link.rawValue) == [1])
        #expect(report.format == "pcap")
    }

    @Test(arguments: [true, false])
    func `nanoseconds in both byte orders`(littleEndian: Bool) throws {
        let (frames, _) = try read(Self.sample(littleEndian: littleEndian, magic: 0xA1B2_3C4D))
        #expect(
            frames.map(\.nanoseconds) == [
                1_700_000_000_000_123_456, 1_700_000_001_000_000_000, 1_700_000_000_000_999_999,
            ])
    }

    @Test
    func `more frames than a batch come in order`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.pcapHeader(link: 113)
        for index in 0..<1000 {
            file.pcapRecord(UInt32(index), 0, Array(repeating: UInt8(index & 255), count: index % 90))
        }
        let (frames, report) = try read(file.bytes)
        #expect(frames.map(\.nanoseconds) == (0..<1000).map { Int64($0) * 1_000_000_000 })
        #expect(frames.enumerated().allSatisfy { $1.bytes == Array(repeating: UInt8($0 & 255), count: $0 % 90) })
        #expect(frames.allSatisfy { $0.link == 113 })
        #expect(report.interfaces.map(\.frames) == [1000])
    }

    @Test
    func `a file cut at any byte gives the whole records before the cut and says where`() throws {
        let whole = Self.sample(littleEndian: true)
        // Ends of the header and of the three records.
        let ends = [24, 45, 61, 80]
        for length in 24...whole.count {
            let (frames, report) = try read(Array(whole.prefix(length)))
            let complete = ends.lastIndex { $0 <= length } ?? 0
            #expect(frames.count == complete)
            if ends.contains(length) {
                #expect(report.loss == nil)
            } else {
                #expect(report.loss?.reason == .cutOff)
                #expect(report.loss?.offset == ends[complete])
            }
        }
    }

    @Test
    func `a file cut inside its header is refused with a reason`() {
        let whole = Self.sample(littleEndian: false)
        for length in 0..<24 {
            #expect(throws: CaptureError.self) { try read(Array(whole.prefix(length))) }
        }
    }

    @Test(arguments: [262_145, 0x7FFF_FFFF, 0xFFFF_FFFF] as [UInt32])
    func `a length that cannot be ends reading after the frames before it`(length: UInt32) throws {
        var file = CaptureBytes(littleEndian: true)
        file.pcapHeader()
        file.pcapRecord(1, 0, [1])
        file.put32(2)  // seconds
        file.put32(0)  // fraction
        file.put32(length)  // captured
        file.put32(length)  // on the wire
        file.bytes += Array(repeating: 0, count: 100)
        let (frames, report) = try read(file.bytes)
        #expect(frames.count == 1)
        #expect(report.loss?.reason == .badLength)
        #expect(report.loss?.offset == 41)
    }

    @Test
    func `a fraction of more than a second is clamped and counted`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.pcapHeader()
        file.pcapRecord(10, 1_000_000, [1])
        file.pcapRecord(UInt32.max, UInt32.max, [1])
        let (frames, report) = try read(file.bytes)
        #expect(frames.map(\.nanoseconds) == [10_999_999_000, 4_294_967_295_999_999_000])
        #expect(report.clampedTimestamps == 2)
    }

    @Test
    func `a frame never claims fewer bytes on the wire than were captured`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.pcapHeader()
        file.pcapRecord(10, 0, [1, 2, 3], wire: 1)
        #expect(try read(file.bytes).0.map(\.wire) == [3])
    }

    @Test
    func `old versions with swapped lengths are read`() throws {
        var file = CaptureBytes(littleEndian: false)
        file.pcapHeader(minor: 3)
        file.put32(1)  // seconds
        file.put32(2)  // microseconds
        file.put32(60)  // on the wire, in the place of captured
        file.put32(2)  // captured
        file.bytes += [7, 8]
        #expect(try read(file.bytes).0 == [SeenFrame(nanoseconds: 1_000_002_000, bytes: [7, 8], wire: 60)])
    }

    @Test(arguments: [(12, 101), (14, 101), (0xF000_0001, 1), (276, 276)] as [(UInt32, UInt16)])
    func `link types are set right`(inFile: UInt32, read expected: UInt16) throws {
        var file = CaptureBytes(littleEndian: true)
        file.pcapHeader(link: inFile)
        file.pcapRecord(1, 0, [1])
        #expect(try read(file.bytes).0.map(\.link) == [expected])
    }

    @Test
    func `another major version is refused`() {
        var file = CaptureBytes(littleEndian: true)
        file.pcapHeader(major: 3)
        #expect(throws: CaptureError.self) { try read(file.bytes) }
    }
}
