import Capture
import Testing
import Vocabulary

/// Interfaces that come and go.
@Suite(.tags(.root), .enabled(if: TestNetwork.isPossible, TestNetwork.need), .serialized)
struct LivePortTests {
    /// Turns the source over until its notices contain the sentence; false after five seconds.
    func wait(for sentence: String, _ source: inout LiveCapture) -> Bool {
        for _ in 0..<250 {
            _ = source.withNextBatch { _, _ in }
            if source.report().notices.contains(sentence) { return true }
        }
        return false
    }

    @Test(arguments: [false, true])
    func `an interface that goes down and returns is said and watched again`(libpcap: Bool) throws {
        let seen = try TestNetwork.run { network in
            var source = try LiveCapture(["left"], options: LiveCaptureTests.options(libpcap: libpcap))
            try network.link("set", "left", "down")
            #expect(wait(for: "left went down; waiting for it.", &source))
            try network.link("set", "left", "up")
            #expect(wait(for: "left is up again.", &source))
            try network.send([TestFrame.arp], on: "right")
            return LiveCaptureTests.take(1, from: &source, patience: 20)
        }
        #expect(seen.map(\.bytes) == [TestFrame.arp])
    }

    @Test(arguments: [false, true])
    func `an interface that is removed and made again is watched again`(libpcap: Bool) throws {
        let seen = try TestNetwork.run { network in
            var source = try LiveCapture(["lo", "left"], options: LiveCaptureTests.options(libpcap: libpcap))
            try network.send([TestFrame.arp], on: "right")
            #expect(LiveCaptureTests.take(1, from: &source, patience: 20).count == 1)
            try network.link("del", "left")
            #expect(wait(for: "left is gone; waiting for it.", &source))
            try network.cable()
            #expect(wait(for: "left is up again.", &source))
            try network.send([TestFrame.arp], on: "right")
            let seen = LiveCaptureTests.take(1, from: &source, patience: 20)
            #expect(source.report().interfaces.map(\.frames) == [0, 2])
            return seen
        }
        #expect(seen.map(\.bytes) == [TestFrame.arp])
        #expect(seen.map(\.interface) == [1])
    }

    @Test
    func `an interface that is down at the start is waited for`() throws {
        let seen = try TestNetwork.run { network in
            try network.link("set", "left", "down")
            var source = try LiveCapture(["left"], options: LiveCaptureTests.options())
            #expect(source.report().notices == ["left is down; waiting for it."])
            try network.link("set", "left", "up")
            #expect(wait(for: "left is up again.", &source))
            try network.send([TestFrame.arp], on: "right")
            return LiveCaptureTests.take(1, from: &source, patience: 20)
        }
        #expect(seen.map(\.bytes) == [TestFrame.arp])
    }
}
