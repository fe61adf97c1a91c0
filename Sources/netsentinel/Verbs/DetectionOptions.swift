import ArgumentParser
import Sentinel
import Vocabulary

/// What `analyze` and `watch` share: how to detect and what to leave out.
struct DetectionOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("A home network, such as 10.0.0.0/8 (may be given again).", valueName: "cidr"))
    var home: [String] = []

    @Option(name: .long, help: ArgumentHelp("Leave a rule out, by its name in `netsentinel rules`.", valueName: "rule"))
    var disable: [String] = []

    @Option(name: .long, help: ArgumentHelp("Run this rule and no other (may be given again).", valueName: "rule"))
    var only: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Set a rule's option, such as port-scan.distinct_ports=30.", valueName: "rule.option=value"))
    var set: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Never report this attacker: an address or block, such as your own scanner.", valueName: "cidr"))
    var allow: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "This sensor's own address: what it sends is never counted against anyone.", valueName: "address"))
    var sensor: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A blocklist: plain, hosts, CSV, STIX 2.1 or MISP, also .gz (may be given again).", valueName: "file"))
    var list: [String] = []

    @Option(name: .long, help: ArgumentHelp("Write EVE JSON, conn.log, dns.log and notice.log here.", valueName: "dir"))
    var out: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Exit with status 3 when an incident is at least this severe.", valueName: "severity"))
    var failOn: String?

    @Flag(name: .long, help: "Tell each incident step by step.")
    var story = false

    @Flag(name: .long, help: "No colours (NO_COLOR does the same).")
    var noColor = false

    @Flag(name: .shortAndLong, help: "Say only what was asked for: no progress, no notices.")
    var quiet = false

    /// The settings, all problems named at once.
    func settings() throws -> DetectionSettings {
        var problems: [String] = []
        var settings = DetectionSettings()
        for text in home {
            if let block = AddressBlock(text) {
                settings.home.append(block)
            } else {
                problems.append("--home \(text): not an address block")
            }
        }
        for text in allow {
            if let block = AddressBlock(text) {
                settings.allowed.append(block)
            } else {
                problems.append("--allow \(text): not an address block")
            }
        }
        for text in sensor {
            if let address = IPAddress(text) {
                settings.own.insert(address)
            } else {
                problems.append("--sensor \(text): not an address")
            }
        }
        problems += settings.disable(disable)
        if !only.isEmpty {
            var check = DetectionSettings()
            problems += check.disable(only)
            settings.keep(only: Set(only))
        }
        problems += settings.set(set)
        if let failOn, Severity(failOn) == nil {
            problems.append("--fail-on \(failOn): one of \(Severity.allCases.map(\.name).joined(separator: ", "))")
        }
        problems += try read(lists: &settings)
        guard problems.isEmpty else { throw ValidationError(problems.joined(separator: "\n")) }
        return settings
    }

    /// Reads the blocklists; the answer is what is wrong, in sentences. A file of which nothing can be used is an error, for who names
    /// it wants it used.
    private func read(lists settings: inout DetectionSettings) throws -> [String] {
        guard !list.isEmpty else { return [] }
        let lists = try Blocklists.reading(files: list)
        settings.indicators = lists.table
        settings.listFiles = list
        if !quiet { ListView(lists: lists.lists).summaries.forEach(Console.say) }
        return lists.lists.compactMap { list in
            if let problem = list.problem { return "--list \(list.id): \(problem)" }
            return list.entries.total == 0 && list.enabled
                ? "--list \(list.id): there is no entry in it that can be used" : nil
        }
    }

    /// Status 3 when something at least as severe as `--fail-on` was found.
    func judge(_ incidents: [Incident]) throws {
        guard let failOn, let bound = Severity(failOn) else { return }
        if incidents.contains(where: { $0.severity >= bound }) { throw ExitCode(3) }
    }
}
