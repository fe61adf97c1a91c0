import ArgumentParser
import Sentinel
import Vocabulary

/// `netsentinel hunt 'dst:198.51.100.0/24 bytes:>1M'`: a search through all stored flows.
struct Hunt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hunt",
        abstract: "Search the stored flows, such as 'src:10.0.0.5 port:>1024 -tag:port_scan_vertical'.",
        discussion: """
            Terms: src: dst: host: port: sport: dport: proto: service: bytes: packets: duration: direction: tag: name: since: until:
            A block (10.0.0.0/8), a range (>1M, 1-1024) or values with commas; - before a term turns it round.
            """, aliases: ["scout"])

    @Argument(help: "What to look for; all terms must hold.")
    var expression: [String] = []

    @Option(help: "Only flows that ended in the last 7d, 24h, 90m, or since an ISO time.")
    var since: String?

    @OptionGroup var listing: ListingOptions
    @OptionGroup var folder: DataOption

    func run() async throws {
        var text = expression.joined(separator: " ")
        if let since { text += " since:\(since)" }
        let search = SearchExpression(text)
        if let problem = search.problem { throw ValidationError(problem) }
        var page = PageRequest()
        page.limit = listing.limit
        let found = try await folder.open(.reading).flows(FlowQuery(search: search, page: page))
        try listing.view.show(found)
    }
}
