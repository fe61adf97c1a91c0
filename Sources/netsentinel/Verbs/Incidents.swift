import ArgumentParser
import Sentinel
import Vocabulary

/// `netsentinel incidents`: what the service knows, while it runs or afterwards.
struct Incidents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents", abstract: "List stored incidents, or tell one as a story.")

    @Argument(help: "An incident's id: its whole story.")
    var id: String?

    @Option(help: "Only these states: new, acknowledged, contained, resolved, false_positive (may be given again).")
    var status: [String] = []

    @Option(help: "At least this severe.")
    var severity: String?

    @Option(help: "An address, words of the title or notes, country:DE, or asn:64496 (needs place files).")
    var search: String?

    @OptionGroup var listing: ListingOptions
    @OptionGroup var folder: DataOption

    func validate() throws {
        for name in status where Incident.Status(rawValue: name) == nil {
            throw ValidationError(
                "--status \(name): one of \(Incident.Status.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if let severity, Severity(severity) == nil {
            throw ValidationError(
                "--severity \(severity): one of \(Severity.allCases.map(\.name).joined(separator: ", "))")
        }
    }

    func run() async throws {
        let store = try folder.open(.reading)
        let view = listing.view
        if let id {
            guard let record = try await store.incident(id) else {
                throw ValidationError("there is no incident \(Ink.clean(id))")
            }
            return try view.show(record)
        }
        var query = IncidentQuery()
        query.statuses = status.compactMap(Incident.Status.init(rawValue:))
        query.minimumSeverity = severity.flatMap { Severity($0) }
        do { try query.take(typed: search ?? "") } catch { throw ValidationError("\(error)") }
        query.page.limit = listing.limit
        try view.show(try await store.incidents(query))
    }
}
