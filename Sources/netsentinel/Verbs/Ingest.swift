import ArgumentParser
import Sentinel
import Vocabulary

/// `netsentinel ingest FILE`: a router's log taken into the store, each line once.
struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Take a router's log (iptables style, RFC 3164 or 5424, plain or gzip) into the store.",
        discussion: "A line that was taken before adds nothing. What tells of no firewall event is kept and counted.")

    @Argument(help: ArgumentHelp("The log; - is standard input.", valueName: "file"))
    var file: String

    @Option(
        help: "Zone of a router that writes local time, such as Europe/Berlin or +02:00; this machine's when not given."
    )
    var zone: String?

    @Flag(name: .shortAndLong, help: "No progress.")
    var quiet = false

    @OptionGroup var folder: DataOption

    func run() async throws {
        let report = try await IngestCommand.run(file, data: folder.path, zone: zone) { soFar in
            if !quiet { Console.progress("\(Figures.grouped(soFar.lines)) lines") }
        }
        Console.progress("")
        Console.print(
            "\(Figures.counted(report.lines, "line")): \(Figures.counted(report.events, "new event")), "
                + "\(Figures.grouped(report.known)) known before, \(Figures.grouped(report.unparsed)) kept unparsed"
                + (report.evicted > 0 ? ", \(Figures.grouped(report.evicted)) old events went to make room" : ""))
    }
}
