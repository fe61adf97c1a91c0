import NIOCore
import Testing
import Web

@Suite struct BroadcastTests {
    private func message(_ id: UInt64, bytes: Int = 1) -> Broadcast.Message {
        Broadcast.Message(id: id, text: ByteBuffer(repeating: 0x20, count: bytes))
    }

    @Test func `a reader gets what comes after it joined, in order`() async {
        let broadcast = Broadcast(capacity: 8, maximumBytes: 100)
        broadcast.publish(message(1))
        var position = broadcast.join(since: nil).position
        broadcast.publish(message(2))
        broadcast.publish(message(3))
        let delivery = await broadcast.next(after: &position)
        #expect(delivery?.missed == 0)
        #expect(delivery?.messages.map(\.id) == [2, 3])
    }

    @Test func `a slow reader loses the oldest and is told how many`() async {
        let broadcast = Broadcast(capacity: 4, maximumBytes: 1_000)
        var slow = broadcast.join(since: nil).position
        for id in 1...10 { broadcast.publish(message(UInt64(id))) }
        let delivery = await broadcast.next(after: &slow)
        #expect(delivery?.missed == 6)
        #expect(delivery?.messages.map(\.id) == [7, 8, 9, 10])
        #expect(broadcast.dropped == 6)
    }

    @Test func `text is bounded as well as number`() async {
        let broadcast = Broadcast(capacity: 100, maximumBytes: 50)
        var reader = broadcast.join(since: nil).position
        for id in 1...20 { broadcast.publish(message(UInt64(id), bytes: 10)) }
        let delivery = await broadcast.next(after: &reader)
        #expect(delivery?.messages.map(\.id) == [16, 17, 18, 19, 20])
    }

    @Test func `who comes back goes on behind what it knows`() async {
        let broadcast = Broadcast(capacity: 4, maximumBytes: 1_000)
        for id in 1...6 { broadcast.publish(message(UInt64(id))) }
        var joined = broadcast.join(since: 4)
        #expect(joined.isComplete)
        let delivery = await broadcast.next(after: &joined.position)
        #expect(delivery?.messages.map(\.id) == [5, 6])
        let late = broadcast.join(since: 1)
        #expect(!late.isComplete)
        #expect(late.heldFrom == 3)
    }

    @Test func `a waiting reader is woken, and ends with the stream`() async {
        let broadcast = Broadcast(capacity: 4, maximumBytes: 1_000)
        let start = broadcast.join(since: nil).position
        async let ids: [UInt64] = {
            var position = start
            var ids: [UInt64] = []
            while let delivery = await broadcast.next(after: &position) {
                ids += delivery.messages.map(\.id)
                if ids.last == 2 { broadcast.close() }
            }
            return ids
        }()
        broadcast.publish(message(1))
        broadcast.publish(message(2))
        #expect(await ids == [1, 2])
    }

    @Test func `a cancelled reader does not wait for ever`() async {
        let broadcast = Broadcast(capacity: 4, maximumBytes: 1_000)
        let start = broadcast.join(since: nil).position
        let reader = Task {
            var position = start
            return await broadcast.next(after: &position) == nil
        }
        reader.cancel()
        #expect(await reader.value)
    }
}
