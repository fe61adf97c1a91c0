import Sentinel
import Vocabulary

/// What the retro-hunt found, for a person or as JSON.
extension StoredView {
    func show(_ page: Page<ScoutAlert>) throws {
        if isJSON { return try json(page) }
        if page.items.isEmpty { return Console.say("No alert matches.") }
        for alert in page.items { Console.print(line(alert)) }
        if page.nextCursor != nil { Console.say("There is more: --limit shows up to 500.") }
    }

    func show(_ report: RetroReport) throws {
        if isJSON { return try json(report) }
        for item in report.items {
            let outcome =
                switch item.outcome {
                case .inserted: "INSERTED"
                case .would: "WOULD INSERT"
                case .duplicate: "SKIPPED - duplicate"
                case .snoozed: "SKIPPED - snoozed"
                case .falsePositive: "SKIPPED - false positive"
                case .over: "SKIPPED - over the limit of a run"
                }
            Console.print("\(outcome)  \(line(item.alert))")
        }
        Console.say(
            "\(Ink.clean(report.place)), \(report.schema): \(Figures.counted(report.events, "event")) from "
                + "\(report.since.description.prefix(19))Z to \(report.until.description.prefix(19))Z"
                + (report.isDry ? "; dry run, nothing was changed" : ""))
        for note in report.notes { Console.say("  \(Ink.clean(note))") }
        if report.items.isEmpty { Console.say("  no rule found anything") }
    }

    func show(_ missions: [MissionStatus]) throws {
        if isJSON { return try json(missions) }
        for mission in missions {
            Console.print(
                "\(ink.bold(mission.name))  \(mission.title) (\(mission.severity.name), every \(mission.everyHours) h)")
            Console.print("    \(mission.description)")
            for option in mission.options {
                Console.print("    \(option.name)=\(option.value) \(option.unit): \(option.help)")
            }
            for spot in mission.blindSpots { Console.print("    \(ink.dim("blind: " + spot))") }
        }
    }

    func show(_ outcomes: [MissionCommand.Outcome]) throws {
        if isJSON { return try json(outcomes) }
        for outcome in outcomes {
            for finding in outcome.findings {
                let evidence = finding.evidence.map { "\($0.name)=\(text($0.value))" }.joined(separator: " ")
                Console.print(
                    "\(ink.severity(finding.severity, finding.severity.name))  \(ink.bold(outcome.entry.mission))  "
                        + "\(Ink.clean(finding.summary))")
                Console.print("    \(Ink.clean(evidence)); \(Figures.counted(finding.flows.count, "flow")) as proof")
            }
            let looked = outcome.entry.looked.joined(separator: "; ")
            Console.say(
                "\(outcome.entry.mission): looked at \(looked)\(outcome.entry.nothing.map { "; nothing: \($0)" } ?? "")"
            )
        }
    }

    private func text(_ value: Evidence.Value) -> String {
        switch value {
        case .count(let count): Figures.grouped(count)
        case .measure(let measure): "\(measure)"
        case .text(let text): text
        case .list(let all): all.joined(separator: ",")
        }
    }

    private func line(_ alert: ScoutAlert) -> String {
        let number = alert.id == 0 ? "" : "#\(alert.id)  "
        let until = alert.snoozedUntil.map { " until \($0.description.prefix(19))Z" } ?? ""
        let source = Ink.clean(alert.source ?? "?")
        let destination = alert.destination.map { " > \(Ink.clean($0))" } ?? ""
        return "\(number)\(Ink.clean(alert.type))  \(source)\(destination)  score \(Int(alert.score.rounded()))  "
            + "\(alert.status.rawValue)\(until)  \(ink.dim(Ink.clean(alert.evidence ?? "")))"
    }
}
