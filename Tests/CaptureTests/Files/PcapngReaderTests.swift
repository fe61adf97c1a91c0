import Capture
import Testing
import Vocabulary

@Suite
struct PcapngReaderTests {
    static func sample(littleEndian: Bool) -> [UInt8] {
        var file = CaptureBytes(littleEndian: littleEndian)
        file.section()
        file.interface(link: 1) { $0.option(2, Array("eth0".utf8)) }
        file.enhanced(ticks: 1_700_000_000_123_456, [1, 2, 3, 4, 5], wire: 60)
        file.interface(link: 113) {
            $0.option(2, Array("any\u{7}".utf8))
            $0.option(9, [9])  // nanoseconds
        }
        file.enhanced(1, ticks: 1_700_000_000_123_456_789, [6, 7])
        file.enhanced(0, ticks: 1_700_000_001_000_000, [])
        return file.bytes
    }

    @Test(arguments: [true, false])
    func `several interfaces with their own clocks in both byte orders`(littleEndian: Bool) throws {
        let (frames, report) = try read(Self.sample(littleEndian: littleEndian))
        #expect(
            frames == [
                SeenFrame(nanoseconds: 1_700_000_000_123_456_000, bytes: [1, 2, 3, 4, 5], wire: 60),
                SeenFrame(nanoseconds: 1_700_000_000_123_456_789, bytes: [6, 7], wire: 2, link: 113, interface: 1),
                SeenFrame(nanoseconds: 1_700_000_001_000_000_000, bytes: [], wire: 0),
            ])
        #expect(report.interfaces.map(\.name) == ["eth0", "any?"])
        #expect(report.interfaces.map(\.frames) == [2, 1])
        #expect(report.linkTypes.map(\.frames) == [2, 1])
        #expect(report.loss == nil)
        #expect(report.format == "pcapng")
    }

    @Test
    func `a second section may change the byte order and continues the interfaces it repeats`() throws {
        var other = CaptureBytes(littleEndian: false)
        other.section()
        other.interface(link: 1) { $0.option(2, Array("eth0".utf8)) }
        other.interface(link: 101) { $0.option(2, Array("tun0".utf8)) }
        other.enhanced(1, ticks: 5, [1])
        other.enhanced(0, ticks: 6, [2])
        let (frames, report) = try read(Self.sample(littleEndian: true) + other.bytes)
        #expect(frames.suffix(2).map(\.interface) == [2, 0])
        #expect(frames.suffix(2).map(\.link) == [101, 1])
        #expect(report.interfaces.map(\.name) == ["eth0", "any?", "tun0"])
        #expect(report.interfaces.map(\.frames) == [3, 1, 1])
    }

    @Test
    func `simple and obsolete packet blocks are read`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.section()
        file.interface(snap: 4)
        file.block(2) {
            $0.put16(0)  // interface
            $0.put16(3)  // drops
            $0.put32(0)  // time, high
            $0.put32(1_000_000)  // time, low
            $0.put32(2)  // captured
            $0.put32(2)  // on the wire
            $0.bytes += [1, 2]
        }
        file.block(3) {
            $0.put32(90)  // on the wire; the snap length cuts it to 4
            $0.bytes += [5, 6, 7, 8]
        }
        file.block(3) {
            $0.put32(3)
            $0.bytes += [9, 9, 9]
        }
        let (frames, report) = try read(file.bytes)
        #expect(frames.map(\.bytes) == [[1, 2], [5, 6, 7, 8], [9, 9, 9]])
        #expect(frames.map(\.wire) == [2, 90, 3])
        #expect(frames.map(\.nanoseconds) == [1_000_000_000, 1_000_000_000, 1_000_000_000])
        #expect(report.kernelDrops == 3)
    }

    @Test
    func `statistics and drop counts reach the report`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.section()
        file.interface()
        file.enhanced(ticks: 1, [1, 2, 3]) { $0.number(4, 2) }
        for received in [50, 100] as [UInt64] {
            file.block(5) {
                $0.put32(0)  // interface
                $0.put64(0)  // time
                $0.number(4, received)
                $0.number(5, 7)
                $0.number(7, 9)
            }
        }
        let (_, report) = try read(file.bytes)
        #expect(report.interfaces.map(\.received) == [100])
        #expect(report.interfaces.map(\.droppedByInterface) == [7])
        #expect(report.interfaces.map(\.droppedBySystem) == [9])
        #expect(report.kernelDrops == 9)
    }

    @Test
    func `unknown blocks are stepped over, large ones included`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.section()
        file.block(0xBAD) { $0.put32(1) }
        file.interface()
        file.block(4) { $0.bytes += Array(repeating: 0xFF, count: 3_000_000) }
        file.enhanced(ticks: 1, [1])
        let (frames, report) = try read(file.bytes)
        #expect(frames.count == 1)
        #expect(report.loss == nil)
    }

    @Test
    func `a file cut at any byte gives the whole blocks before the cut and says where`() throws {
        let whole = Self.sample(littleEndian: false)
        for length in 28..<whole.count {
            let (frames, report) = try read(Array(whole.prefix(length)))
            #expect(frames.count <= 2)
            if let loss = report.loss {
                #expect(loss.reason == .cutOff)
                #expect(loss.offset < length)
            }
        }
        for length in 0..<28 {
            #expect(throws: CaptureError.self) { try read(Array(whole.prefix(length))) }
        }
    }

    @Test(arguments: [0, 4, 8, 11, 13, 0xFFFF_FFFF, 0xFFFF_FFFC, 0x8000_0000] as [UInt32])
    func `a block length that cannot be ends reading and never loops`(length: UInt32) throws {
        var file = CaptureBytes(littleEndian: true)
        file.section()
        file.interface()
        file.enhanced(ticks: 1, [1])
        file.put32(6)  // enhanced packet block
        file.put32(length)
        file.bytes += Array(repeating: 0, count: 64)
        let (frames, report) = try read(file.bytes)
        #expect(frames.count == 1)
        #expect(report.loss?.reason == .badLength)
    }

    @Test
    func `frames that contradict their block are stepped over and counted`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.section()
        file.interface()
        file.enhanced(7, ticks: 1, [1])  // no such interface
        file.block(6) {
            $0.put32(0)  // interface
            $0.put64(0)  // time
            $0.put32(1000)  // captured, more than the block holds
            $0.put32(1000)
        }
        file.block(6) { $0.put32(0) }  // too short for its own fields
        file.block(1) { $0.put16(1) }  // an interface without its fields
        file.enhanced(ticks: 2, [2])
        let (frames, report) = try read(file.bytes)
        #expect(frames.map(\.bytes) == [[2]])
        #expect(report.damaged == 4)
        #expect(report.loss == nil)
    }

    @Test
    func `more interfaces than are kept cost no memory and no trap`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.section()
        for _ in 0..<5000 { file.interface() }
        file.enhanced(4999, ticks: 1, [1])
        file.enhanced(4095, ticks: 1, [2])
        let (frames, report) = try read(file.bytes)
        #expect(frames.map(\.bytes) == [[2]])
        #expect(report.damaged == 1)
        #expect(report.interfaces.count == 4096)
    }

    @Test
    func `a section of another version is refused at the start and ends reading later`() throws {
        var first = CaptureBytes(littleEndian: true)
        first.section(major: 9)
        #expect(throws: CaptureError.self) { try read(first.bytes) }
        let (frames, report) = try read(Self.sample(littleEndian: true) + first.bytes)
        #expect(frames.count == 3)
        #expect(report.loss?.reason == .badVersion)
    }

    @Test
    func `random changes never trap and reading always ends`() throws {
        var generator = SplitMix(state: 7)
        let whole = Self.sample(littleEndian: true)
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                bytes[Int.random(in: 28..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            let (frames, report) = try read(bytes)
            #expect(frames.count <= 16)
            #expect(report.frames == UInt64(frames.count))
        }
    }
}

/// A small seeded generator, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
