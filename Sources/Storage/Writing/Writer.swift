import Bedrock
internal import Foundation
internal import GRDB
internal import Logging
import Vocabulary

/// The thread that writes: takes what waits, keeps it, and says how the disk is.
///
/// Flows are committed file by file, then everything else in one transaction with the sums that are due. What cannot be written stays
/// in hand and is tried again, after a tenth of a second at first, five seconds at most; meanwhile the inbox fills and counts what it
/// must refuse. `kill -9` loses what was in hand and waiting, nothing that `flush` has answered for.
final class Writer {
    private let inbox: Inbox
    private let main: DatabasePool
    private let state: StoreState
    private let now: @Sendable () -> Timestamp
    private var files: FlowFiles
    private var recent = RecentFlows()
    private var rollup = Rollup()
    /// What is in hand: flows in the lists they came in, and all else.
    private var flows: [[FlowRecord]] = []
    private var batch = StoreBatch()
    /// How many of the first list are committed; lists that are done go.
    private var flowsDone = 0
    /// The flows that alerts of `batch` name are looked up.
    private var alertsLinked = false
    /// Flows named by findings, to be linked.
    private var links: [(flow: UInt64, naming: RecentFlows.Naming)] = []
    private var rolled: Timestamp
    /// At the first turn too: for what an earlier run left.
    private var tidied = Timestamp(nanoseconds: 0)
    private var pause = 0.1
    private let log = Logger(label: "storage")

    init(inbox: Inbox, main: DatabasePool, state: StoreState, folder: StoreFolder, options: StoreOptions) {
        self.inbox = inbox
        self.main = main
        self.state = state
        now = options.now
        files = FlowFiles(folder: folder, main: main, flowsPerFile: options.flowsPerFile, now: options.now)
        rolled = options.now()
    }

    /// Until the inbox is closed and empty. A full disk at the end is tried twice more, then the rest is counted.
    func run() {
        var lastTries = 3
        recover()
        while true {
            let (next, lists, number, isClosed) = inbox.next()
            batch = next
            flows = lists.reversed()
            flowsDone = 0
            alertsLinked = false
            while !writeOut(final: isClosed) {
                if inbox.isClosed {
                    lastTries -= 1
                    if lastTries == 0 {
                        giveUp()
                        inbox.settle(number)
                        return
                    }
                }
                Thread.sleep(forTimeInterval: pause)
                pause = min(pause * 2, 5)
            }
            pause = 0.1
            inbox.settle(number)
            if isClosed { return }
        }
    }

    /// Whether all in hand is kept.
    private func writeOut(final: Bool) -> Bool {
        do {
            while let list = flows.last {
                while flowsDone < list.count { try writeFlows(list.span) }
                flows.removeLast()
                flowsDone = 0
            }
            try writeRest(final: final)
            try tidy()
            state.set(.ok, "")
            return true
        } catch {
            report(error)
            return false
        }
    }

    private func writeFlows(_ list: Span<FlowRecord>) throws {
        let (ids, segment) = try files.write(list, from: flowsDone)
        for (place, id) in ids.enumerated() {
            rollup.observe(list[flowsDone + place])
            for naming in recent.observe(origin: list[flowsDone + place].origin, id: id) { links.append((id, naming)) }
        }
        rollup.mark(segment.name, segment.last)
        flowsDone += ids.count
        if rollup.isFull { try writeRest(final: true) }
    }

    private func writeRest(final: Bool) throws {
        let due = !rollup.isEmpty && (final || rollup.isFull || now().seconds(since: rolled) > 10)
        for alert in batch.alerts where !alertsLinked {
            let naming = RecentFlows.Naming(alert: alert.streamID, detection: alert.finding.detection)
            if alert.flowsAreStored {
                links += alert.finding.flows.map { ($0, naming) }
                continue
            }
            for origin in alert.finding.flows {
                if let flow = recent.look(up: origin, for: naming) { links.append((flow, naming)) }
            }
        }
        alertsLinked = true
        let (rest, named) = (batch, links)
        guard due || !rest.isEmpty || !named.isEmpty else { return }
        var sums = rollup
        try main.write { database in
            try MainTables.write(rest, database, now: now())
            for (flow, naming) in named {
                try MainTables.link(flow: flow, alert: naming.alert, detection: naming.detection, database)
            }
            if due { try sums.write(database, now: now()) }
        }
        batch = StoreBatch()
        links = []
        if due {
            rollup.clear()
            rolled = now()
        }
    }

    /// Files that are over or in retention's way are closed: what is not summed up yet of them is written first.
    private func tidy() throws {
        let asked = state.takeAskForNewFiles()
        guard asked || now().seconds(since: tidied) > 60 else { return }
        if asked {
            try writeRest(final: true)
            try files.closeAll()
        }
        try files.closeIdle()
        tidied = now()
    }

    /// Sums up again what was stored after the last sums were written.
    private func recover() {
        do {
            try FlowRecovery(main: main, folder: state.folder).run { flow, segment, last in
                rollup.observe(flow)
                rollup.mark(segment, last)
                if rollup.isFull { try writeRest(final: true) }
            }
        } catch {
            log.error("the sums of stored flows could not be brought up to date: \(error)")
        }
    }

    private func giveUp() {
        inbox.lose(batch, flows: flows.reduce(-flowsDone) { $0 + $1.count })
        (flows, batch) = ([], StoreBatch())
    }

    private func report(_ error: any Error) {
        let full: Bool
        switch error {
        case let fault as DatabaseFault: full = fault.isFull
        case let error as DatabaseError:
            full = [.SQLITE_FULL, .SQLITE_IOERR].contains(error.resultCode.primaryResultCode)
        case is StorageError: full = true
        default: full = false
        }
        let advice = "nothing is written until it works again, and what does not fit into memory meanwhile is lost"
        let message =
            full
            ? "the disk is full or refuses to take more (\(error)): \(advice)" : "writing fails (\(error)): \(advice)"
        if state.set(full ? .full : .failing, message) { log.error("\(message)") }
    }
}
