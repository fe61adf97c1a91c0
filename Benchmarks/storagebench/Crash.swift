internal import ArgumentParser
internal import Foundation
internal import Storage
internal import Vocabulary

/// Item 6: this program, feeding, is killed again and again with SIGKILL, and after each time everything it acknowledged must be there.
struct Crash: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "kill -9 during writing, many times.")
    @OptionGroup var folder: Folder
    @Option var rounds = 50
    @Option(help: "Where the moments of killing start from.") var seed: UInt64 = 1

    func run() async throws {
        Files.remove(folder.folder)
        var random = SplitMix(state: seed)
        var acknowledged = 0
        var most = 0
        // Flows that were kept but not acknowledged: nobody was told that their alerts are.
        var untold: [Range<Int>] = []
        for round in 1...rounds {
            // Some die while they open, most while they write.
            let milliseconds = 20 + Int(random.next() % 400)
            acknowledged = max(
                acknowledged, try Self.feed(folder.folder, from: acknowledged, killedAfter: milliseconds))
            if acknowledged > 0 {
                let kept = try await Check.look(into: folder.folder, acknowledged: acknowledged, untold: untold)
                most = max(most, kept - acknowledged)
                untold.append(acknowledged..<kept)
                // The next one goes on after what is there, as the service does.
                acknowledged = kept
            }
            if round % 10 == 0 { print("round \(round): \(acknowledged) flows kept") }
        }
        guard acknowledged > 0 else { throw Broken("nothing was acknowledged in \(rounds) rounds") }
        print(
            "\(rounds) rounds of kill -9: \(acknowledged) flows, their alerts and incidents kept, none lost, none twice, sums right; "
                + "at most \(most) more than acknowledged")
    }

    /// Runs `feed`, kills it; the last flow it acknowledged.
    private static func feed(_ folder: String, from: Int, killedAfter milliseconds: Int) throws -> Int {
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        child.arguments = ["feed", folder, "--from", "\(from)"]
        let output = Pipe()
        child.standardOutput = output
        try child.run()
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
        kill(child.processIdentifier, SIGKILL)
        child.waitUntilExit()
        guard child.terminationReason == .uncaughtSignal else {
            throw Broken("the feeder ended by itself, code \(child.terminationStatus)")
        }
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        // The last line may be cut off; only whole ones count.
        return said.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { Int($0) }.last
            ?? from
    }
}

/// Feeds until it is killed, and says after each batch up to which flow all is on disk.
struct Feed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes until it is killed (used by crash).", shouldDisplay: false)
    @OptionGroup var folder: Folder
    @Option var from = 0
    static let traffic = Traffic(interval: 40_000_000)

    func run() async throws {
        var options = StoreOptions(directory: folder.folder)
        // Many files: their beginning and closing is killed as well.
        options.flowsPerFile = 20_000
        let store = try Store(options)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await store.run { Fill.all } }
            var number = from
            while true {
                let next = number + 200 + (number / 200 % 7) * 300
                store.append(Self.batch(number..<next))
                await store.flush()
                number = next
                FileHandle.standardOutput.write(Data("\(number)\n".utf8))
            }
        }
    }

    /// Flows and the alerts and incidents that belong to them.
    static func batch(_ range: Range<Int>) -> StoreBatch {
        var batch = StoreBatch()
        batch.flows = range.map { number in
            var flow = traffic.flow(number)
            flow.name = "flow\(number)"
            return flow
        }
        Story(flows: 0).add(to: &batch, range: range, traffic)
        for index in batch.alerts.indices {
            batch.alerts[index].streamID = UInt64(batch.alerts[index].finding.flows[0] + 1)
        }
        for index in batch.alerts.indices { batch.alerts[index].id = "ALERT-\(batch.alerts[index].streamID)" }
        return batch
    }
}
