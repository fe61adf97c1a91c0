import Bedrock
import Capture
import Foundation
import Hunting
import Logging
import ServiceLifecycle
import Synchronization
import Vocabulary

/// Listens for a router's log by UDP and keeps it; on a thread of its own, so that a flood of lines delays nobody else.
///
/// Lines are written every second, or when 1,000 wait: what comes faster than the disk takes is lost in the kernel, nowhere else.
final class SyslogService: ServiceLifecycle.Service {
    private let door: ServiceSettings.SyslogDoor
    private let log: RouterLog
    private let stop = StopSignal()

    init(_ door: ServiceSettings.SyslogDoor, log: RouterLog) {
        self.door = door
        self.log = log
    }

    func run() async throws {
        let (lines, feed) = AsyncStream<[(line: String, sender: String)]>.makeStream(
            bufferingPolicy: .bufferingOldest(4))
        let socket = try DatagramSocket(address: door.host, port: door.port)
        let thread = Listener(socket, isOver: { [stop] in stop.isRaised }, feed: feed)
        thread.start()
        await withTaskCancellationOrGracefulShutdownHandler {
            for await piece in lines { await keep(piece) }
        } onCancelOrGracefulShutdown: {
            self.stop.raise()
        }
    }

    private func keep(_ piece: [(line: String, sender: String)]) async {
        let now = WallClock.now
        var rest = piece[...]
        while let sender = rest.first?.sender {
            let run = rest.prefix { $0.sender == sender }
            rest = rest.dropFirst(run.count)
            do {
                _ = try await log.ingest(run.map(\.line), source: sender, reference: now, now: now)
            } catch {
                Logger(label: "syslog").error("\(run.count) lines of \(sender) are lost: \(error)")
            }
        }
    }
}

/// The thread that reads datagrams and hands them on in pieces.
private final class Listener: Sendable {
    private let socket: Mutex<DatagramSocket>
    private let isOver: @Sendable () -> Bool
    private let feed: AsyncStream<[(line: String, sender: String)]>.Continuation

    init(
        _ socket: consuming DatagramSocket, isOver: @escaping @Sendable () -> Bool,
        feed: AsyncStream<[(line: String, sender: String)]>.Continuation
    ) {
        self.socket = Mutex(socket)
        self.isOver = isOver
        self.feed = feed
    }

    func start() {
        Thread.detachNewThread { self.listen() }
    }

    private func listen() {
        var waiting: [(line: String, sender: String)] = []
        var since = MonotonicClock.now
        while !isOver() {
            let datagram = socket.withLock { $0.receive(milliseconds: 250) }
            if let datagram {
                // A datagram is a line; some senders put several into one.
                for line in datagram.bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 63) {
                    waiting.append((String(decoding: line, as: UTF8.self), datagram.sender))
                }
            }
            let now = MonotonicClock.now
            guard waiting.count >= 1000 || now - since > 1_000_000_000 else { continue }
            since = now
            if waiting.isEmpty { continue }
            // Where four pieces wait the disk does not keep up: this one waits here, and the kernel drops what comes.
            while !isOver() {
                guard case .dropped = feed.yield(waiting) else { break }
                Thread.sleep(forTimeInterval: 0.05)
            }
            waiting.removeAll(keepingCapacity: true)
        }
        if !waiting.isEmpty { feed.yield(waiting) }
        feed.finish()
    }
}
