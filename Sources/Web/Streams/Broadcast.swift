package import NIOCore
import Synchronization

/// The last messages of a live stream, which any number of readers follow, each at its own pace.
///
/// There is one ring for all of them and no queue for any of them: a reader is a position in the ring. So memory does
/// not depend on the readers, none can slow another, and one that falls behind the ring's end has lost its oldest
/// messages and is told how many. Bounds: `capacity` messages and `maximumBytes` of text.
package final class Broadcast: Sendable {
    package struct Message: Sendable {
        package let id: UInt64
        package let text: ByteBuffer
        package init(id: UInt64, text: ByteBuffer) {
            self.id = id
            self.text = text
        }
    }

    /// A reader's place: which message it wants next.
    package struct Position: Sendable, Equatable {
        var next: UInt64
        let reader: Int
    }

    package struct Delivery: Sendable {
        /// How many messages the reader lost before these.
        package var missed: UInt64
        package var messages: [Message]
    }

    private struct State {
        var ring: [Message?]
        /// Number of the oldest message held, and of the one that comes next; both only grow.
        var oldest: UInt64 = 0
        var next: UInt64 = 0
        var bytes = 0
        /// Id of the newest message that is no longer held, and of the newest of all.
        var lastForgotten: UInt64
        var latest: UInt64
        var readers = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        var cancelled: Set<Int> = []
        var isClosed = false
        var isWaking = false
        var dropped: UInt64 = 0
    }

    private let state: Mutex<State>
    private let capacity: UInt64
    private let maximumBytes: Int
    private let pause: Duration

    /// - Parameters:
    ///   - latest: id of the last message before this start: older ones are in the store, if anywhere.
    ///   - pause: how long a message may wait for others, so that readers are woken for several at once.
    package init(
        capacity: Int, maximumBytes: Int, latest: UInt64 = 0, pause: Duration = .milliseconds(10)
    ) {
        precondition(capacity > 0, "a ring holds at least one message")
        self.pause = pause
        self.capacity = UInt64(capacity)
        self.maximumBytes = maximumBytes
        state = Mutex(State(ring: Array(repeating: nil, count: capacity), lastForgotten: latest, latest: latest))
    }

    /// Id of the newest message.
    package var latest: UInt64 { state.withLock { $0.latest } }
    /// Messages readers were told that they lost.
    package var dropped: UInt64 { state.withLock { $0.dropped } }

    /// Never waits. Ids must grow.
    package func publish(_ message: Message) {
        let isFirst = state.withLock { state -> Bool in
            if state.next - state.oldest == capacity { forgetOldest(&state) }
            state.ring[Int(state.next % capacity)] = message
            state.next += 1
            state.bytes += message.text.readableBytes
            state.latest = max(state.latest, message.id)
            // The newest always stays, however large.
            while state.bytes > maximumBytes, state.next - state.oldest > 1 { forgetOldest(&state) }
            guard !state.isWaking, !state.waiting.isEmpty else { return false }
            state.isWaking = true
            return true
        }
        guard isFirst else { return }
        Task {
            try? await Task.sleep(for: pause)
            wake()
        }
    }

    /// One writing to a socket for all that came in a pause, instead of one a message: with a hundred readers and a
    /// thousand messages a second that is the difference between ten thousand and a hundred thousand writings.
    private func wake() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            let waiting = Array(state.waiting.values)
            state.waiting.removeAll(keepingCapacity: true)
            state.isWaking = false
            return waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// The place behind the newest message, or behind message `since`, with whether the ring still holds all that came
    /// after it.
    package func join(since: UInt64?) -> (position: Position, isComplete: Bool, heldFrom: UInt64?) {
        state.withLock { state in
            state.readers += 1
            guard let since else { return (Position(next: state.next, reader: state.readers), true, nil) }
            var place = state.oldest
            while place < state.next, let message = state.ring[Int(place % capacity)], message.id <= since {
                place += 1
            }
            let held = place < state.next ? state.ring[Int(place % capacity)]?.id : nil
            return (Position(next: place, reader: state.readers), since >= state.lastForgotten, held)
        }
    }

    /// Waits until there is something behind `position` and moves it on; nil when the stream ended or the task was
    /// cancelled.
    package func next(after position: inout Position, limit: Int = 64) async -> Delivery? {
        let reader = position.reader
        while true {
            if let result = take(&position, limit: limit) { return result.isEnd ? nil : result.delivery }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let resumeNow = state.withLock { state -> Bool in
                        if state.isClosed || state.next > position.next || state.cancelled.contains(reader) {
                            return true
                        }
                        state.waiting[reader] = continuation
                        return false
                    }
                    if resumeNow { continuation.resume() }
                }
            } onCancel: {
                state.withLock { state -> CheckedContinuation<Void, Never>? in
                    state.cancelled.insert(reader)
                    return state.waiting.removeValue(forKey: reader)
                }?.resume()
            }
            if Task.isCancelled {
                state.withLock { _ = $0.cancelled.remove(reader) }
                return nil
            }
        }
    }

    /// Ends the stream for every reader.
    package func close() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.isClosed = true
            let waiting = Array(state.waiting.values)
            state.waiting.removeAll()
            return waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    private func take(_ position: inout Position, limit: Int) -> (isEnd: Bool, delivery: Delivery)? {
        state.withLock { state in
            if state.isClosed { return (true, Delivery(missed: 0, messages: [])) }
            guard state.next > position.next else { return nil }
            let start = max(position.next, state.oldest)
            let missed = start - position.next
            state.dropped += missed
            let end = min(state.next, start + UInt64(limit))
            let messages = (start..<end).compactMap { state.ring[Int($0 % capacity)] }
            position.next = end
            return (false, Delivery(missed: missed, messages: messages))
        }
    }

    private func forgetOldest(_ state: inout State) {
        let slot = Int(state.oldest % capacity)
        if let message = state.ring[slot] {
            state.bytes -= message.text.readableBytes
            state.lastForgotten = message.id
            state.ring[slot] = nil
        }
        state.oldest += 1
    }
}
