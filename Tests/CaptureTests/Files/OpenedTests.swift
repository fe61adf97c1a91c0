import Capture
import Testing

@Suite
struct OpenedTests {
    static let plain = PcapReaderTests.sample(littleEndian: true)

    @Test
    func `a capture packed by gzip is unpacked`() throws {
        let (frames, report) = try read(Gzip.packed)
        #expect(frames.map(\.nanoseconds) == (0..<40).map { (1_700_000_000 + Int64($0)) * 1_000_000_000 })
        #expect(frames.enumerated().allSatisfy { $1.bytes == Array(repeating: UInt8($0), count: 60) })
        #expect(report.format == "pcap.gz")
        #expect(report.loss == nil)
    }

    @Test
    func `several members are one file, and padding behind them is no loss`() throws {
        let bytes = Gzip.member(Array(Self.plain[..<30])) + Gzip.member([]) + Gzip.member(Array(Self.plain[30...]))
        #expect(try read(bytes).0 == read(Self.plain).0)
        let (frames, report) = try read(bytes + Array(repeating: 0, count: 512))
        #expect(frames.count == 3)
        #expect(report.loss == nil)
    }

    @Test
    func `pcapng is recognised inside`() throws {
        let (frames, report) = try read(Gzip.member(PcapngReaderTests.sample(littleEndian: false)))
        #expect(frames.count == 3)
        #expect(report.format == "pcapng.gz")
    }

    @Test
    func `a packed file cut at any byte gives what could be unpacked and says so`() throws {
        let whole = try read(Gzip.packed).0
        for length in 1..<Gzip.packed.count {
            do {
                let (frames, report) = try read(Array(Gzip.packed.prefix(length)))
                #expect(frames == Array(whole.prefix(frames.count)))
                #expect(report.loss?.reason == .badCompression)
            } catch let error as CaptureError {
                // Too little for the header of the capture.
                #expect(length < 64)
                #expect(error.code == .notACapture || error.code == .io)
            }
        }
    }

    @Test
    func `damage inside ends reading, and what came before is delivered`() throws {
        var bytes = Gzip.packed
        bytes[150] ^= 0xFF
        let (frames, report) = try read(bytes)
        #expect(!frames.isEmpty)
        #expect(report.loss?.reason == .badCompression)
    }

    @Test
    func `a packed file larger than the window is read to its end`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.pcapHeader()
        for index in 0..<2000 { file.pcapRecord(UInt32(index), 0, Array(repeating: 0, count: 300)) }
        #expect(try read(Gzip.member(file.bytes)).0.count == 2000)
    }

    @Test
    func `gzip inside gzip is refused`() {
        let error = #expect(throws: CaptureError.self) { try read(Gzip.member(Gzip.packed)) }
        #expect(error?.code == .unsupportedFormat)
    }
}
