package import Vocabulary

/// A discrete-event stage: actions run at their time and put frames on it, frames come off in order of time.
///
/// A frame comes off only when no action with an earlier time is waiting, so an action may put frames at its own time or
/// later, never earlier. Memory is bounded by what the running actions have put ahead: an action that has much to send
/// sends a part and schedules the rest.
package struct Timeline {
    package typealias Action = (inout Timeline) -> Void

    package var random: SeededRandom
    /// Time of the action that runs, or of the last one that ran.
    package private(set) var now: Timestamp
    /// What the sensor loses, doubles and swaps of everything put on the stage from now on.
    package var impairment = Impairment()
    /// Every frame gets this VLAN tag where it is not nil.
    package var vlan: UInt16?
    /// Frames taken off so far.
    package private(set) var frameCount = 0

    private var actions = TimeQueue<Action>()
    private var frames = TimeQueue<ForgedFrame>()
    private var buffer = FrameBuffer()
    private var ports: [IPAddress: UInt16] = [:]
    private var identification: UInt16
    private var stopped = false
    private var repeats = true

    /// The default start is Monday, 2026-01-05 08:00:00 UTC.
    package init(seed: UInt64, start: Timestamp = .scenarioStart) {
        random = SeededRandom(seed: seed)
        now = start
        identification = UInt16(truncatingIfNeeded: random.next())
    }

    /// Whether anything but the action that runs is still to come.
    package var hasOtherActions: Bool { !actions.isEmpty }

    /// Frames waiting to be taken.
    package var pendingFrames: Int { frames.count }

    /// Runs `action` at `time`, or now where that has passed.
    package mutating func schedule(at time: Timestamp, _ action: @escaping Action) {
        guard !stopped else { return }
        actions.push(action, at: max(time, now))
    }

    package mutating func schedule(after seconds: Double, _ action: @escaping Action) {
        schedule(at: now.advanced(bySeconds: seconds), action)
    }

    /// Runs `action` every `interval` seconds (moved by `jitter`, a part of it) until `end`, beginning at `start`.
    package mutating func every(
        _ interval: Double, jitter: Double = 0, from start: Timestamp, until end: Timestamp, _ action: @escaping Action
    ) {
        guard start < end else { return }
        schedule(at: start) { timeline in
            timeline.repeats = true
            action(&timeline)
            guard timeline.repeats else { return }
            let wait = max(1e-6, timeline.random.jittered(interval, by: jitter))
            timeline.every(
                interval, jitter: jitter, from: start.advanced(bySeconds: wait), until: end, action)
        }
    }

    /// Called by a repeated action: this was its last time.
    package mutating func stopRepeating() { repeats = false }

    /// Puts a packet on the stage.
    package mutating func emit(_ packet: some Layer, at time: Timestamp, link: LinkType = .ethernet) {
        buffer.bytes.reserveCapacity(96)
        packet.write(into: &buffer)
        let bytes = buffer.bytes
        buffer.bytes = []
        emit(ForgedFrame(timestamp: time, bytes: bytes, link: link))
    }

    /// Puts a finished frame on the stage; a frame of the past is one of the present.
    package mutating func emit(_ frame: ForgedFrame) {
        guard !stopped else { return }
        var frame = frame
        frame.timestamp = max(frame.timestamp, now)
        guard !impairment.isNone else {
            frames.push(frame, at: frame.timestamp)
            return
        }
        if random.chance(impairment.loss) { return }
        if random.chance(impairment.duplication) {
            var copy = frame
            copy.timestamp = frame.timestamp.advanced(bySeconds: 4e-6)
            frames.push(copy, at: copy.timestamp)
        }
        if random.chance(impairment.reordering) {
            frame.timestamp = frame.timestamp.advanced(bySeconds: random.real(in: 0.0002...0.004))
        }
        frames.push(frame, at: frame.timestamp)
    }

    /// The next frame in order of time; nil when the stage is empty.
    package mutating func next() -> ForgedFrame? {
        while let due = actions.first, frames.first.map({ due <= $0 }) ?? true {
            now = max(now, due)
            actions.pop()?(&self)
        }
        guard let frame = frames.pop() else { return nil }
        frameCount += 1
        return frame
    }

    /// Drops what waits: nothing more comes off.
    package mutating func stop() {
        stopped = true
        actions = TimeQueue()
        frames = TimeQueue()
    }

    /// All frames that are left: for tests and small scenarios.
    package mutating func drain() -> [ForgedFrame] {
        var result: [ForgedFrame] = []
        while let frame = next() { result.append(frame) }
        return result
    }

    /// The next client port of a host: upwards from a random start, as most systems do within a short time.
    package mutating func ephemeralPort(of address: IPAddress) -> UInt16 {
        let last = ports[address] ?? UInt16(random.integer(in: 49_152...64_000))
        let step = UInt16(random.integer(in: 1...2))
        let port = last > 65_500 ? 49_152 : last + step
        ports[address] = port
        return port
    }

    /// The next value for an IPv4 identification field.
    package mutating func packetID() -> UInt16 {
        identification &+= 1
        return identification
    }
}

/// What the sensor does to frames: each a probability a frame, 0 by default.
package struct Impairment: Sendable, Hashable {
    package var loss: Double
    package var duplication: Double
    package var reordering: Double
    package init(loss: Double = 0, duplication: Double = 0, reordering: Double = 0) {
        self.loss = loss
        self.duplication = duplication
        self.reordering = reordering
    }
    package var isNone: Bool { loss == 0 && duplication == 0 && reordering == 0 }
}

extension Timestamp {
    /// Later than any scenario.
    package static var distantFuture: Timestamp { Timestamp(nanoseconds: .max) }

    /// Monday, 2026-01-05 08:00:00 UTC: when scenarios start unless told otherwise.
    package static var scenarioStart: Timestamp { Timestamp(nanoseconds: 1_767_600_000_000_000_000) }
}
