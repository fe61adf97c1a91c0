import Forge
import Testing
import Vocabulary

@Suite struct VerticalScanTests {
    private func probed(_ knobs: Knobs) throws -> (ports: Set<Int>, seconds: Double) {
        let frames = Array(VerticalScan.make(knobs: knobs, seed: 4))
        var ports: Set<Int> = []
        for frame in frames {
            let reading = try FrameChecker.check(frame.bytes)
            if reading.destination == [192, 168, 20, 11], reading.ipProtocol != 1 {
                ports.insert(reading.destinationPort)
            }
        }
        let first = try #require(frames.first), last = try #require(frames.last)
        return (ports, last.timestamp.seconds(since: first.timestamp))
    }

    @Test(arguments: ["syn", "connect", "fin", "null", "xmas", "ack", "udp"])
    func `every technique tries as many ports as asked`(_ technique: String) throws {
        let knobs = VerticalScan.defaults.with(["technique": technique, "ports": 60, "rate": 50, "filtered": 0.2])
        #expect(try probed(knobs).ports.count == 60)
    }

    @Test func `the rate is kept from one port in 30 seconds to ten thousand a second`() throws {
        let slow = try probed(VerticalScan.defaults.with(["ports": 20, "rate": 0.0333]))
        #expect(abs(slow.seconds - 19 * 30) < 60)
        let fast = try probed(VerticalScan.defaults.with(["ports": 5000, "rate": 10_000]))
        #expect(abs(fast.seconds - 0.5) < 0.1)
    }
}
