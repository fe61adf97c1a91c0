import ArgumentParser
import Capture
import Exports
import Forge
import Sentinel
import Vocabulary

/// `netsentinel watch`: guards live interfaces, or replays a file or forged traffic through the same path.
struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Watch live interfaces, or replay a capture, and tell incidents as they happen.")

    @Argument(parsing: .remaining, help: "A BPF filter, such as 'not port 22'.")
    var filter: [String] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("An interface (may be given again; default: all that are up).", valueName: "if"))
    var interface: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("Replay this capture file instead.", valueName: "file"))
    var read: String?

    @Option(name: .long, help: "How fast a file is replayed: 1x, 10x, max.")
    var replaySpeed = "1x"

    @Option(name: .long, help: "Engines side by side; the kernel splits live frames between them.")
    var workers = 1

    @Option(name: .long, help: ArgumentHelp("Ring buffer of each interface in MiB.", valueName: "MiB"))
    var ring = 64

    @Flag(name: .long, help: "Only frames for this machine: leave the interface out of promiscuous mode.")
    var noPromiscuous = false

    @Flag(name: .long, help: "Judge what this machine itself sends too; without, it is never counted against anyone.")
    var includeSelf = false

    @Option(
        name: [.customShort("o"), .long], help: "text, or jsonl: one line each time an incident opens, grows or closes."
    )
    var format = OutputFormat.text

    @Flag(name: .long, help: "Without the right to capture: say so and replay a forged attack day.")
    var orForgedDay = false

    @OptionGroup var syslog: SyslogOptions
    @OptionGroup var door: DoorOptions
    @OptionGroup var folder: DataOption
    @OptionGroup var detection: DetectionOptions

    func validate() throws {
        guard (1...64).contains(workers) else { throw ValidationError("--workers takes 1 to 64") }
        guard (1...16_384).contains(ring) else { throw ValidationError("--ring takes 1 to 16384 MiB") }
        guard ReplaySpeed(replaySpeed) != nil else {
            throw ValidationError("--replay-speed takes 1x, 10x, 0.5x or max")
        }
        guard format != .json else { throw ValidationError("watch writes text or jsonl; json is for analyze") }
    }

    func run() async throws {
        do { try await watch(input()) } catch let error as CaptureError
            where orForgedDay && read == nil && error.code == .notPermitted
        {
            Console.say(error.message)
            Console.say(
                "Until then: a forged attack day, replayed through the real pipeline. None of it is your network.\n")
            try await watch(forgedDay())
        }
    }

    private func watch(_ input: Guard.Input) async throws {
        let watching = self
        let document: AnalysisDocument?
        if door.noWeb, folder.data == nil, syslog.door == nil {
            document = try Interruption.during { stop in try watching.follow(input, line: nil, stop: stop) }
        } else {
            syslog.warn()
            try Guard.probe(input, filter: filter)
            let service = GuardianService(
                serviceSettings(for: input), detection: try settings(),
                watch: { settings, line, stop in try watching.follow(input, settings, line: line, stop: stop) },
                tell: Self.tell)
            document = try await service.run()
        }
        guard let document else { return }
        if format == .text {
            Console.print("")
            let view = AnalysisView(
                document: document, ink: Console.ink(noColor: detection.noColor), tellsStories: detection.story)
            view.lines.forEach(Console.print)
        }
        try detection.judge(document.incidents)
    }

    /// Captures until the source ends or `stop` is raised; the thread that calls is the packet thread.
    private func follow(
        _ input: Guard.Input, _ inForce: DetectionSettings? = nil, line: ServiceLine?, stop: StopSignal
    ) throws -> AnalysisDocument {
        var guardian = Guard(input, settings: try inForce ?? settings())
        guardian.capture.filter = filter.isEmpty ? nil : filter.joined(separator: " ")
        guardian.capture.promiscuous = !noPromiscuous
        guardian.capture.ringBytes = ring << 20
        guardian.workers = workers
        guardian.line = line
        let screen = WatchScreen(
            ink: Console.ink(noColor: detection.noColor), isJSON: format == .jsonl, showsStatus: !detection.quiet)
        guardian.outputs = [screen]
        if let out = detection.out {
            guardian.outputs += try LogDirectory.outputs(in: out, interfaces: Self.interfaces(input), isLive: true)
        }
        let greeting = Self.greeting(input, judgesOwn: includeSelf)
        if !detection.quiet { guardian.onReady = { Console.say(greeting) } }
        let document = try guardian.run(stop: stop)
        screen.clearStatus()
        if !detection.quiet, case .interfaces = input { Self.account(document).forEach(Console.say) }
        return document
    }

    private func settings() throws -> DetectionSettings {
        var settings = try detection.settings()
        settings.judgesOwn = includeSelf
        return settings
    }

    private func serviceSettings(for input: Guard.Input) -> ServiceSettings {
        var service = ServiceSettings(data: folder.path)
        service.version = Version.text
        service.web = door.door
        service.syslog = syslog.door
        switch input {
        case .interfaces(let names): service.source = names.joined(separator: ", ")
        case .file(let path, let speed):
            service.source = path.split(separator: "/").last.map(String.init) ?? path
            service.replaySpeed = speed.factor
        case .forged(let scenario, _, _, let speed):
            service.source = scenario.card.title
            service.isForged = true
            service.replaySpeed = speed.factor
            // What is made up does not lie among what was seen.
            if folder.data == nil { service.data += "/forged" }
        }
        return service
    }

    private static func tell(_ notice: GuardianService.Notice) {
        Console.progress("")
        switch notice {
        case .listening(let url, let token?):
            Console.say("Dashboard, signed in as administrator: \(url)/#token=\(token)")
            Console.say("That token is shown this once; later: netsentinel token create --role admin")
        case .listening(let url, nil):
            Console.say("Dashboard: \(url)  (a token to sign in with: netsentinel token create --role admin)")
        case .captureEnded:
            Console.say("The replay is over; the dashboard stays. Ctrl-C ends and sums up.")
        }
    }

    private func input() throws -> Guard.Input {
        if let read { return .file(read, ReplaySpeed(replaySpeed) ?? .maximum) }
        return .interfaces(try interface.isEmpty ? Machine.interfaces() : interface)
    }

    private func forgedDay() throws -> Guard.Input {
        let day = try ScenarioCatalog.find("attack-day")
        return .forged(day, Knobs(day.card), seed: 1, .times(720))
    }

    private static func interfaces(_ input: Guard.Input) -> [String] {
        if case .interfaces(let names) = input { names } else { [] }
    }

    /// What came to each interface and what of it was lost, zeros included: that nothing is missing is worth saying.
    private static func account(_ document: AnalysisDocument) -> [String] {
        document.interfaces.map {
            "\($0.name): \(Figures.counted($0.received, "frame")) came, \(Figures.grouped($0.read)) read, "
                + "\(Figures.grouped($0.lostInRing)) lost in the ring, "
                + "\(Figures.grouped($0.droppedByInterface)) dropped by the interface."
        }
    }

    private static func greeting(_ input: Guard.Input, judgesOwn: Bool) -> String {
        switch input {
        case .interfaces(let names):
            "Watching \(names.joined(separator: ", ")). Ctrl-C ends and sums up."
                + (judgesOwn ? "" : "\nWhat this machine itself sends is not judged (--include-self does).")
        case .file(let path, _): "Replaying \(Ink.clean(path)). Ctrl-C ends and sums up."
        case .forged(let scenario, _, _, _): "FORGED: \(scenario.card.title). Ctrl-C ends and sums up."
        }
    }
}
