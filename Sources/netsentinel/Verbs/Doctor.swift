import ArgumentParser
import Sentinel
import Vocabulary

/// `netsentinel doctor`: is this machine fit to watch a network; and, with `--hostile`, is the program fit to be attacked.
struct DoctorVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check this machine: rights, interfaces, kernel, libpcap, time, memory, disk.",
        discussion:
            "Exit status 1 when something essential is missing. With --hostile, that many damaged frames of every forged "
            + "scenario go through the whole path in memory instead; nothing is sent.")

    @Option(name: [.customShort("o"), .long], help: "text or json.")
    var format = DoctorFormat.text

    @Option(
        name: .long, help: ArgumentHelp("Send this many damaged frames through the whole path.", valueName: "frames"))
    var hostile: Int?

    @Flag(name: .long, help: "Flood every table past its cap, and compare memory with the stated cap.")
    var floods = false

    @Option(name: .long, help: "The same seed gives the same frames.")
    var seed: UInt64 = 1

    @Option(
        name: .long,
        help: ArgumentHelp("With --floods: renew the list of caps in this page.", valueName: "page"))
    var write: String?

    @Flag(name: .long, help: "No colours (NO_COLOR does the same).")
    var noColor = false

    @Flag(name: .shortAndLong, help: "No progress.")
    var quiet = false

    func validate() throws {
        if let hostile, hostile < 1 { throw ValidationError("--hostile takes a number of frames from 1") }
        guard write == nil || floods else { throw ValidationError("--write goes with --floods") }
    }

    func run() throws {
        if hostile != nil || floods { return try runHostile() }
        let checkups = Doctor.examine()
        switch format {
        case .json: Console.print(Doctor.json(checkups))
        case .text: show(checkups)
        }
        if checkups.contains(where: { $0.verdict == .missing }) { throw ExitCode.failure }
    }

    private func show(_ checkups: [Checkup]) {
        let ink = Console.ink(noColor: noColor)
        let width = checkups.map(\.name.count).max() ?? 0
        for checkup in checkups {
            let mark =
                switch checkup.verdict {
                case .good: "ok     "
                case .warning: ink.severity(.medium, "warning")
                case .missing: ink.severity(.high, "missing")
                }
            let name = checkup.name + String(repeating: " ", count: width - checkup.name.count)
            Console.print("\(mark)  \(name)  \(Ink.clean(checkup.found))")
            if let remedy = checkup.remedy { Console.print("         " + ink.bold("→ \(Ink.clean(remedy))")) }
        }
    }
}

enum DoctorFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}
