package import Vocabulary

/// One TCP connection between two hosts: handshake, data both ways cut into segments, acknowledgments, an ending.
///
/// A value with a clock of its own: each call puts the frames of one step on the timeline and moves the clock to when the
/// step is over. Long connections are continued from scheduled actions, so that the stage never holds more than a step.
/// Times are those of the sensor's place: what a remote machine answers is seen its `delay` later.
package struct Conversation: Sendable {
    package enum Side: Sendable { case client, server }

    package let client: Host
    package let server: Host
    package let clientPort: UInt16
    package let serverPort: UInt16
    /// When the next packet may be seen.
    package var clock: Timestamp
    package var segmentSize: Int
    /// Seconds between two full segments of one side: 1460 bytes at 100 Mbit/s by default.
    package var segmentGap = 0.000_12
    /// Part of the data segments that is lost on the way and sent again.
    package var retransmission = 0.0
    /// Part of the data segments that is overtaken by the next one.
    package var reordering = 0.0
    /// Whether data is acknowledged by packets of its own.
    package var acknowledges = true
    /// Whether the sensor is there yet: false until it joins a connection midway.
    package var isSeen = true

    var clientNext: UInt32
    var serverNext: UInt32
    private var clientClock: UInt32
    private var serverClock: UInt32
    private let usesTimestamps: Bool
    private var unacknowledged = 0

    package init(
        from client: Host, clientPort: UInt16? = nil, to server: Host, port serverPort: UInt16,
        at start: Timestamp, on timeline: inout Timeline
    ) {
        self.client = client
        self.server = server
        self.clientPort = clientPort ?? timeline.ephemeralPort(of: client.address)
        self.serverPort = serverPort
        clock = start
        usesTimestamps = client.system != .windows
        segmentSize = usesTimestamps ? 1448 : 1460
        if !client.address.isV4 { segmentSize -= 20 }
        let drawn = timeline.random.next()
        clientNext = UInt32(truncatingIfNeeded: drawn)
        serverNext = UInt32(truncatingIfNeeded: drawn >> 32)
        clientClock = UInt32(truncatingIfNeeded: drawn >> 7)
        serverClock = UInt32(truncatingIfNeeded: drawn >> 13)
    }

    /// SYN, SYN-ACK, ACK.
    package mutating func open(on timeline: inout Timeline) {
        put(.syn, from: .client, on: &timeline)
        clientNext &+= 1
        turn(to: .server, &timeline)
        put([.syn, .ack], from: .server, on: &timeline)
        serverNext &+= 1
        turn(to: .client, &timeline)
        put(.ack, from: .client, on: &timeline)
        pause(0.000_1, &timeline)
    }

    /// SYN, then RST from the server.
    package mutating func beRefused(on timeline: inout Timeline) {
        put(.syn, from: .client, on: &timeline)
        clientNext &+= 1
        turn(to: .server, &timeline)
        serverNext = 0
        put([.rst, .ack], from: .server, on: &timeline)
    }

    /// SYN, sent again `retries` times (after 1, 2, 4 … seconds), never answered.
    package mutating func beIgnored(retries: Int, on timeline: inout Timeline) {
        for retry in 0...retries {
            put(.syn, from: .client, on: &timeline)
            clock = clock.advanced(bySeconds: Double(1 << min(retry, 6)))
        }
    }

    /// Data from one side, in as many segments as it needs, acknowledged by the other.
    package mutating func send(_ payload: [UInt8], from side: Side, on timeline: inout Timeline) {
        send(payload[...], from: side, on: &timeline)
    }

    package mutating func send(_ payload: ArraySlice<UInt8>, from side: Side, on timeline: inout Timeline) {
        var rest = payload
        while !rest.isEmpty {
            let segment = rest.prefix(segmentSize)
            rest = rest.dropFirst(segment.count)
            put(rest.isEmpty ? [.psh, .ack] : .ack, from: side, segment, on: &timeline)
            unacknowledged += 1
            if acknowledges, unacknowledged >= 2 || rest.isEmpty { acknowledge(side, &timeline) }
            clock = clock.advanced(bySeconds: segmentGap)
        }
    }

    /// Both FINs; `side` closes first.
    package mutating func close(by side: Side = .client, on timeline: inout Timeline) {
        let other: Side = side == .client ? .server : .client
        put([.fin, .ack], from: side, on: &timeline)
        advance(side, 1)
        turn(to: other, &timeline)
        put([.fin, .ack], from: other, on: &timeline)
        advance(other, 1)
        turn(to: side, &timeline)
        put(.ack, from: side, on: &timeline)
    }

    package mutating func reset(by side: Side, on timeline: inout Timeline) {
        put([.rst, .ack], from: side, on: &timeline)
    }

    /// A pure acknowledgment, or a keep-alive probe (one byte before the next) with its answer.
    package mutating func keepAlive(from side: Side, on timeline: inout Timeline) {
        let back = UInt32.max
        advance(side, back)
        put(.ack, from: side, on: &timeline)
        advance(side, 1)
        turn(to: side == .client ? .server : .client, &timeline)
        put(.ack, from: side == .client ? .server : .client, on: &timeline)
    }

    /// Waits, give or take a tenth.
    package mutating func pause(_ seconds: Double, _ timeline: inout Timeline) {
        clock = clock.advanced(bySeconds: timeline.random.jittered(seconds, by: 0.1))
    }

    /// The time until `side` answers what it was just sent, as the sensor sees it.
    package mutating func turn(to side: Side, _ timeline: inout Timeline) {
        let host = side == .client ? client : server
        clock = clock.advanced(bySeconds: timeline.random.jittered(host.delay, by: 0.15))
    }

    private mutating func acknowledge(_ side: Side, _ timeline: inout Timeline) {
        unacknowledged = 0
        let resume = clock
        let other: Side = side == .client ? .server : .client
        turn(to: other, &timeline)
        put(.ack, from: other, on: &timeline)
        // Acknowledgments of a far host come while the next segments are already under way.
        if (other == .client ? client : server).delay > 4 * segmentGap { clock = resume }
    }

    private mutating func advance(_ side: Side, _ count: UInt32) {
        if side == .client { clientNext &+= count } else { serverNext &+= count }
    }

    private mutating func put(
        _ flags: TCPFlags, from side: Side, _ payload: ArraySlice<UInt8> = [], on timeline: inout Timeline
    ) {
        let fromClient = side == .client
        var tcp = TCP(
            from: fromClient ? clientPort : serverPort, to: fromClient ? serverPort : clientPort, flags,
            sequence: fromClient ? clientNext : serverNext, acknowledgment: fromClient ? serverNext : clientNext,
            window: fromClient ? 501 : 509)
        if flags.contains(.syn) {
            tcp.window = fromClient ? (client.system == .windows ? 65_535 : 64_240) : 65_160
            tcp.options.append(.maximumSegmentSize(client.address.isV4 ? 1460 : 1440))
            if usesTimestamps {
                tcp.options.append(.selectiveAcknowledgmentPermitted)
                appendTimestamp(&tcp, fromClient)
                tcp.options.append(.nop)
            } else {
                tcp.options.append(.nop)
                tcp.options.append(.windowScale(8))
                tcp.options.append(.nop)
                tcp.options.append(.nop)
                tcp.options.append(.selectiveAcknowledgmentPermitted)
            }
            if usesTimestamps { tcp.options.append(.windowScale(7)) }
            if fromClient { tcp.acknowledgment = 0 }
        } else if usesTimestamps, !flags.contains(.rst) {
            tcp.options.append(.nop)
            tcp.options.append(.nop)
            appendTimestamp(&tcp, fromClient)
        }
        let from = fromClient ? client : server
        let to = fromClient ? server : client
        guard isSeen else { return advance(side, UInt32(payload.count)) }
        if payload.isEmpty {
            timeline.send(tcp, from: from, to: to, at: clock)
        } else {
            advance(side, UInt32(payload.count))
            var time = clock
            if reordering > 0, timeline.random.chance(reordering) { time = time.advanced(bySeconds: segmentGap * 1.5) }
            if retransmission > 0, timeline.random.chance(retransmission) {
                // Half are lost before the sensor and seen once, late; half behind it and seen twice.
                if timeline.random.chance(0.5) { timeline.send(tcp / payload, from: from, to: to, at: time) }
                time = time.advanced(bySeconds: 0.2 + client.delay + server.delay)
            }
            timeline.send(tcp / payload, from: from, to: to, at: time)
        }
    }

    private mutating func appendTimestamp(_ tcp: inout TCP, _ fromClient: Bool) {
        let elapsed = UInt32(truncatingIfNeeded: clock.nanoseconds / 1_000_000)
        let mine = (fromClient ? clientClock : serverClock) &+ elapsed
        let theirs = (fromClient ? serverClock : clientClock) &+ elapsed
        let echo = tcp.flags.contains(.syn) && fromClient ? 0 : theirs &- 1
        tcp.options.append(.timestamp(mine, echo: echo))
    }
}

extension Conversation {
    /// `count` bytes that look encrypted, cut into runs of at most 16 000: a transfer without a payload of its own.
    package mutating func transfer(_ count: Int, from side: Side, on timeline: inout Timeline) {
        var rest = count
        while rest > 0 {
            let run = min(rest, 11 * segmentSize)
            send(Noise.slice(run, &timeline.random), from: side, on: &timeline)
            rest -= run
        }
    }

    /// Like `transfer`, as TLS application data records.
    package mutating func transferTLS(_ count: Int, from side: Side, on timeline: inout Timeline) {
        var rest = count
        while rest > 0 {
            let run = min(rest, 16_000)
            var record: [UInt8] = [23, 3, 3, UInt8(run >> 8), UInt8(run & 255)]
            record += Noise.slice(run, &timeline.random)
            send(record, from: side, on: &timeline)
            rest -= run
        }
    }
}
