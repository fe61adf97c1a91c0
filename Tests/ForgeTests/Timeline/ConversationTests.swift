import Forge
import Testing
import Vocabulary

@Suite struct ConversationTests {
    let network = Network.office()

    private func readings(_ timeline: inout Timeline) throws -> [(FrameChecker.Reading, Int, Int)] {
        try timeline.drain()
            .map { frame in
                let reading = try FrameChecker.check(frame.bytes)
                let tcp = frame.bytes.dropFirst(34)
                let sequence = FrameChecker.word(tcp, 4) << 16 | FrameChecker.word(tcp, 6)
                let acknowledgment = FrameChecker.word(tcp, 8) << 16 | FrameChecker.word(tcp, 10)
                return (reading, sequence, acknowledgment)
            }
    }

    @Test func `sequence numbers follow the data to the last acknowledgment`() throws {
        var timeline = Timeline(seed: 3)
        var talk = Conversation(
            from: network.clients[0], to: network.servers[1], port: 80, at: timeline.now, on: &timeline)
        talk.open(on: &timeline)
        talk.send(Array(repeating: 65, count: 4000), from: .client, on: &timeline)
        talk.send([66], from: .server, on: &timeline)
        talk.close(on: &timeline)
        let frames = try readings(&timeline)
        #expect(frames.map(\.0.flags).prefix(3) == [2, 18, 16])
        var next: [Int: Int] = [:]
        for (reading, sequence, _) in frames {
            if let expected = next[reading.sourcePort] { #expect(sequence == expected) }
            let counts = reading.payload.count + (reading.flags & 3 != 0 ? 1 : 0)
            next[reading.sourcePort] = (sequence + counts) & 0xFFFF_FFFF
        }
        let last = try #require(frames.last)
        #expect(last.2 == next[80])
        let sent = frames.filter { $0.0.destinationPort == 80 }.map(\.0.payload.count)
        #expect(sent.reduce(0, +) == 4000 && sent.max() == 1460)
    }

    @Test func `a refused connection is two packets, an ignored one only asks`() throws {
        var timeline = Timeline(seed: 3)
        var talk = Conversation(
            from: network.clients[1], to: network.servers[1], port: 81, at: timeline.now, on: &timeline)
        talk.beRefused(on: &timeline)
        #expect(try readings(&timeline).map(\.0.flags) == [2, 20])
        var other = Conversation(
            from: network.clients[1], to: network.servers[1], port: 82, at: timeline.now, on: &timeline)
        other.beIgnored(retries: 2, on: &timeline)
        #expect(try readings(&timeline).map(\.0.flags) == [2, 2, 2])
    }

    @Test func `lost segments are sent again and every byte is seen`() throws {
        var timeline = Timeline(seed: 9)
        var talk = Conversation(
            from: network.clients[1], to: network.servers[1], port: 81, at: timeline.now, on: &timeline)
        talk.retransmission = 0.2
        talk.reordering = 0.2
        talk.open(on: &timeline)
        talk.transfer(80_000, from: .server, on: &timeline)
        let data = try readings(&timeline).filter { $0.0.sourcePort == 81 && !$0.0.payload.isEmpty }
        #expect(Set(data.map(\.1)).count < data.count, "some segments are seen twice")
        #expect(data.map(\.1) != data.map(\.1).sorted(), "some come late")
        var seen: [Int: Int] = [:]
        for (reading, sequence, _) in data { seen[sequence] = reading.payload.count }
        #expect(seen.values.reduce(0, +) == 80_000)
    }
}
