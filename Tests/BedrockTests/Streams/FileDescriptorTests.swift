import Bedrock
import Foundation
import Testing

@Suite
struct FileDescriptorTests {
    @Test
    func `a missing file says which and why`() {
        let error = #expect(throws: BedrockError.self) { _ = try FileDescriptor.open(reading: "/nonexistent/x.pcap") }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("/nonexistent/x.pcap") == true)
    }

    @Test
    func `kinds are told apart`() throws {
        #expect(try FileDescriptor.open(reading: "/").kind == .directory)
        #expect(try FileDescriptor.open(reading: "/dev/null").kind == .stream)
        let path = NSTemporaryDirectory() + "netsentinel-\(UUID().uuidString)"
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try FileDescriptor.open(reading: path).kind == .regular(size: 3))
    }

    @Test
    func `reading fills what room there is`() throws {
        let zero = try FileDescriptor.open(reading: "/dev/zero")
        var store = ByteStore(capacity: 100)
        #expect(zero.wait(milliseconds: 1000) == .ready)
        #expect(zero.read(into: &store) == .bytes(100))
        #expect(try FileDescriptor.open(reading: "/dev/null").read(into: &store) == .end)
    }
}

@Suite
struct MonotonicClockTests {
    @Test
    func `time goes forward by at least what was slept`() {
        let start = MonotonicClock.now
        MonotonicClock.sleep(nanoseconds: 2_000_000)
        #expect(MonotonicClock.now - start >= 2_000_000)
        MonotonicClock.sleep(nanoseconds: -1)
    }
}
