internal import ArgumentParser
internal import Foundation
internal import Storage
internal import Vocabulary

/// Item 5, writing: the store against plain SQLite, the same rows, turn by turn in one run.
struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes flows into a store and by plain SQLite, in turns.")
    @OptionGroup var folder: Folder
    @Option(help: "Flows a turn.") var flows = 1_000_000
    @Option(help: "Turns of each.") var turns = 7
    @Option(help: "Hours of traffic that they are spread over: few flows a minute cost more sums.") var hours = 1.0
    @Option(help: "Fail below this share of plain SQLite, by processor time.") var floor = 0.7

    func run() async throws {
        let traffic = Traffic(interval: Int64(hours * 3_600_000_000_000) / Int64(flows))
        let all = stride(from: 0, to: flows, by: 10_000).map { start in
            (start..<min(start + 10_000, flows)).map { traffic.flow($0) }
        }
        var ratios: [Double] = []
        var processor: [Double] = []
        for turn in 1...turns {
            Files.remove(folder.folder)
            let store = try await Cost.of { try await writeStore(all) }
            let file = try firstFlowFile(of: folder.folder)
            let schema = try Plain.text(file, "SELECT sql FROM sqlite_master WHERE name = 'flow'")
            let kept = try Plain.text(file, "SELECT count(*) FROM flow")
            guard kept == "\(flows)" else { throw Broken("\(kept) of \(flows) flows are in \(file)") }
            let columns = Int(try Plain.text(file, "SELECT count(*) FROM pragma_table_info('flow')")) ?? 0
            let raw = try await Cost.of { try writeRaw(all, schema, columns) }
            let bytes = Double(Files.size(folder.folder + "/flows")) / Double(flows)
            ratios.append(raw.seconds / store.seconds)
            processor.append(raw.processor / store.processor)
            print(
                "turn \(turn): store \(Cost.rate(flows, store)), plain SQLite \(Cost.rate(flows, raw)), "
                    + "ratio \(Cost.two(raw.seconds / store.seconds)) (\(Cost.two(raw.processor / store.processor)) by processor time), "
                    + "\(Cost.two(bytes)) bytes a flow")
        }
        // On a machine that others use too, time on the clock says what they did; processor time counts the feeding thread as well.
        let median = processor.sorted()[processor.count / 2]
        print("median ratio \(Cost.two(ratios.sorted()[ratios.count / 2])), by processor time \(Cost.two(median))")
        guard median >= floor else {
            throw Broken("the store writes \(Cost.two(median)) of plain SQLite, below \(floor)")
        }
    }

    private func writeStore(_ all: [[FlowRecord]]) async throws {
        var options = StoreOptions(directory: folder.folder)
        options.waitingFlows = flows
        options.flowsPerFile = flows
        let store = try Store(options)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await store.run() }
            for list in all {
                var batch = StoreBatch()
                batch.flows = list
                store.append(batch)
            }
            await store.flush()
            group.cancelAll()
        }
        guard store.health.unwritten.flows == 0 else { throw Broken("flows were lost: \(store.health)") }
    }

    private func writeRaw(_ all: [[FlowRecord]], _ schema: String, _ columns: Int) throws {
        let path = folder.folder + "/raw.db"
        let rows = try RawRows(path: path, schema: schema, columns: columns)
        var last: Int64 = -1
        let dayStart = Traffic.start.nanoseconds
        for list in all { try rows.write(list, from: dayStart, after: &last) }
    }

    private func firstFlowFile(of folder: String) throws -> String {
        guard let name = Files.names(folder + "/flows").first(where: { $0.hasSuffix(".db") }) else {
            throw Broken("no flow file was made")
        }
        return folder + "/flows/" + name
    }
}
