internal import ArgumentParser

/// Proofs of the store: speed against plain SQLite, answers over ten million flows, `kill -9`, a full disk.
@main struct StorageBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storagebench",
        abstract: "Proves what the store promises; see docs/reference/storage.md and scripts/storage-proof.sh.",
        subcommands: [Ingest.self, Fill.self, Queries.self, Crash.self, Feed.self, Check.self, Full.self])
}

struct Folder: ParsableArguments {
    @Argument(help: "A folder for the data; what is in it is lost.") var folder: String
}

/// A promise that was not kept.
struct Broken: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
