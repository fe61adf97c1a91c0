import Capture
import Foundation
import Testing
import Vocabulary

@Suite
struct CaptureFileTests {
    @Test
    func `records that straddle the window come whole`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.pcapHeader()
        var generator = SplitMix(state: 3)
        var sizes: [Int] = []
        for index in 0..<600 {
            let size = index % 97 == 0 ? 262_144 : Int.random(in: 0...1600, using: &generator)
            sizes.append(size)
            file.pcapRecord(UInt32(index), 0, Array(repeating: UInt8(index & 255), count: size))
        }
        let (frames, report) = try read(file.bytes)
        #expect(frames.map(\.bytes.count) == sizes)
        #expect(frames.enumerated().allSatisfy { index, frame in frame.bytes.allSatisfy { $0 == UInt8(index & 255) } })
        #expect(report.loss == nil)
    }

    @Test
    func `the offset of a loss counts from the start of the file, not of the window`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.pcapHeader()
        for index in 0..<1000 { file.pcapRecord(UInt32(index), 0, Array(repeating: 0, count: 984)) }
        file.put32(1)
        let (frames, report) = try read(file.bytes)
        #expect(frames.count == 1000)
        #expect(report.loss?.offset == 24 + 1000 * 1000)
    }

    @Test
    func `a raised stop ends reading and is said`() throws {
        var options = CaptureOptions()
        options.stop.raise()
        let (frames, report) = try read(PcapReaderTests.sample(littleEndian: true), options: options)
        #expect(frames.isEmpty)
        #expect(report.isInterrupted)
        options.stop = StopSignal()
        #expect(try read(PcapReaderTests.sample(littleEndian: true), options: options).0.count == 3)
    }

    @Test
    func `progress goes from the start to the end`() throws {
        try withFile(PcapReaderTests.sample(littleEndian: true)) { path in
            var file = try CaptureFile.open(path)
            _ = file.readAll()
            #expect(file.progress == 1)
        }
    }

    @Test
    func `a filter leaves out and counts what it does not want`() throws {
        var file = CaptureBytes(littleEndian: true)
        file.pcapHeader()
        let arp: [UInt8] = Array(repeating: 255, count: 12) + [0x08, 0x06] + Array(repeating: 0, count: 28)
        let ipv6: [UInt8] = Array(repeating: 255, count: 12) + [0x86, 0xDD, 0x60] + Array(repeating: 0, count: 39)
        for index in 0..<200 { file.pcapRecord(UInt32(index), 0, index % 50 == 3 ? arp : ipv6) }
        var options = CaptureOptions()
        options.filter = "arp"
        let (frames, report) = try read(file.bytes, options: options)
        #expect(frames.map(\.nanoseconds) == [3, 53, 103, 153].map { $0 * 1_000_000_000 })
        #expect(report.frames == 4)
        #expect(report.filteredOut == 196)
        options.filter = "udp port 53"
        #expect(try read(file.bytes, options: options).1.filteredOut == 200)
    }

    @Test
    func `a filter is compiled for each link type`() throws {
        let ip: [UInt8] = [0x45, 0, 0, 20, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
        var file = CaptureBytes(littleEndian: true)
        file.section()
        file.interface(link: 1)
        file.interface(link: 101)
        file.interface(link: 65_000)
        file.enhanced(0, ticks: 1, Array(repeating: 0, count: 12) + [8, 0] + ip)
        file.enhanced(1, ticks: 2, ip)
        file.enhanced(2, ticks: 3, ip)
        file.enhanced(0, ticks: 4, Array(repeating: 0, count: 34))
        var options = CaptureOptions()
        options.filter = "src host 10.0.0.1"
        let (frames, report) = try read(file.bytes, options: options)
        #expect(frames.map(\.link) == [1, 101])
        #expect(report.filteredOut == 2)
        #expect(report.notices.count == 1)
    }

    @Test
    func `a filter that is not valid is refused at once`() {
        var options = CaptureOptions()
        options.filter = "tcp prot"
        let error = #expect(throws: CaptureError.self) {
            try read(PcapReaderTests.sample(littleEndian: true), options: options)
        }
        #expect(error?.code == .badFilter)
    }
}

/// Named pipes and standard input: bytes come when they come.
@Suite
struct CapturePipeTests {
    /// Writes the parts into a named pipe, one after the other, while `body` reads.
    func withPipe(_ parts: [[UInt8]], _ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "netsentinel-\(UUID().uuidString)"
        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let writer = Thread {
            let descriptor = open(path, O_WRONLY)
            for part in parts {
                _ = part.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                usleep(20_000)
            }
            close(descriptor)
        }
        writer.start()
        try body(path)
    }

    @Test
    func `a pipe that trickles gives the same frames, and empty batches in between`() throws {
        let whole = PcapReaderTests.sample(littleEndian: true)
        try withPipe([Array(whole[..<3]), Array(whole[3..<20]), Array(whole[20..<50]), Array(whole[50...])]) { path in
            var options = CaptureOptions()
            options.idleMilliseconds = 2
            var file = try CaptureFile.open(path, options: options)
            var idle = 0
            var seen: [SeenFrame] = []
            while let part = file.withNextBatch({ bytes, batch in copy(bytes, batch) }) {
                if part.isEmpty { idle += 1 }
                seen += part
            }
            #expect(try seen == read(whole).0)
            #expect(idle > 0)
            #expect(file.progress == nil)
        }
    }

    @Test
    func `a packed pipe is unpacked`() throws {
        let bytes = Gzip.packed
        try withPipe([Array(bytes[..<1]), Array(bytes[1..<100]), Array(bytes[100...])]) { path in
            var file = try CaptureFile.open(path)
            #expect(file.readAll().count == 40)
            #expect(file.report().loss == nil)
        }
    }

    @Test
    func `a stop ends the wait for a silent pipe`() throws {
        let path = NSTemporaryDirectory() + "netsentinel-\(UUID().uuidString)"
        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let descriptor = open(path, O_RDWR)
        defer { close(descriptor) }
        var options = CaptureOptions()
        options.idleMilliseconds = 1
        let stop = options.stop
        let raiser = Thread {
            usleep(20_000)
            stop.raise()
        }
        raiser.start()
        let error = #expect(throws: CaptureError.self) { _ = try CaptureFile.open(path, options: options) }
        #expect(error?.code == .interrupted)
    }

    @Test
    func `a dash is standard input`() async {
        await #expect(processExitsWith: .success) {
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0, dup2(ends[0], 0) == 0 else { exit(3) }
            let whole = PcapReaderTests.sample(littleEndian: true)
            _ = whole.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
            close(ends[1])
            var file = try CaptureFile.open("-")
            exit(file.readAll().count == 3 ? 0 : 1)
        }
    }
}
