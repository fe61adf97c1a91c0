import ArgumentParser
import Foundation
import Sentinel
import Vocabulary

/// `netsentinel enrich`: what others know of an address, of an alert's or of the stored incidents' addresses.
struct Enrich: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrich",
        abstract: "Look addresses up: reputation, reverse DNS, WHOIS, RDAP, passive DNS, traceroute.",
        discussion: """
            With addresses: those. With --alert-id: the addresses of that alert, incident or alert of the retro-hunt. Without either: the \
            open incidents that nothing was found out about yet, the highest score first, then alerts of the retro-hunt. With --db-path: \
            alerts (scout_alerts) of that net_sentinel.db, and what is found is kept there. Answers are kept until they expire, budgets are \
            shared with the running service, and private addresses are never asked about.
            Keys: ABUSEIPDB_API_KEY, VIRUSTOTAL_API_KEY or VT_API_KEY, OTX_API_KEY, PDNS_API_URL with PDNS_API_KEY, or the settings.
            """)

    @Argument(help: "IP addresses.")
    var addresses: [String] = []

    @Option(help: "At most so many incidents and alerts, 1 to 50.")
    var limit = 10

    @Option(help: "An alert's or an incident's id, or the number of an alert of the retro-hunt.")
    var alertID: String?

    @Option(name: .long, help: ArgumentHelp("A net_sentinel.db of net-sentinel, of any version.", valueName: "file"))
    var dbPath: String?

    @Option(help: ArgumentHelp("Only these sources, separated by commas.", valueName: "ids"))
    var sources: String?

    @Flag(help: "Pass over answers that are kept.")
    var fresh = false

    @Option(name: [.customShort("o"), .long], help: "text, or json (a line an incident or address).")
    var format = OutputFormat.text

    @Flag(name: .long, help: "No colours (NO_COLOR does the same).")
    var noColor = false

    @OptionGroup var folder: DataOption

    func validate() throws {
        guard (1...50).contains(limit) else { throw ValidationError("--limit takes 1 to 50") }
        guard addresses.isEmpty || alertID == nil else {
            throw ValidationError("give addresses or --alert-id, not both")
        }
        guard addresses.isEmpty || dbPath == nil else {
            throw ValidationError("addresses are looked up without a database: leave --db-path away")
        }
        for text in addresses where IPAddress(text) == nil {
            throw ValidationError("\(Ink.clean(text)) is no IP address")
        }
    }

    func run() async throws {
        let names = sources?.split(separator: ",").map(String.init)
        let environment = ProcessInfo.processInfo.environment
        let database = addresses.isEmpty ? dbPath ?? environment["NET_SCOUT_DB_PATH"] : nil
        let run = try await EnrichmentRun(folder: folder.path, sources: names, database: database)
        let view = EvidenceView(ink: Console.ink(noColor: noColor), isJSON: format != .text)
        if let alertID { return try view.show(try await run.enrich(id: alertID, fresh: fresh)) }
        for address in addresses.compactMap({ IPAddress($0) }) {
            Console.progress("Asking about \(address) …")
            let outcome = await run.look(up: address, fresh: fresh)
            Console.progress("")
            try view.show(outcome)
        }
        guard addresses.isEmpty else { return }
        let most = environment["NET_SCOUT_MAX_ENRICH_PER_RUN"].flatMap { Int($0) } ?? limit
        var count = 0
        try await run.enrich(limit: max(1, min(limit, most)), fresh: fresh) { outcome in
            count += 1
            try view.show(outcome)
        }
        if count == 0 {
            Console.say(
                database == nil
                    ? "No open incident has public addresses that were not looked up (--fresh asks again)."
                    : "No alert waits to be looked up there.")
        }
    }
}
