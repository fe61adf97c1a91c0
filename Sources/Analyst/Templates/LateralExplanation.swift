import Vocabulary

/// From machine to machine with an administrator's means.
struct LateralExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        var lines = [facts.finding.summary + "."]
        var done: [String] = []
        for (name, one, many) in Self.counts {
            if let count = facts.count(name), count > 0 { done.append(Figures.counted(count, one, many)) }
        }
        if !done.isEmpty { lines.append("Seen: \(done.joined(separator: ", ")).") }
        let shares = facts.names("administrative_shares")
        let files = facts.names("files")
        if !files.isEmpty {
            lines.append(
                "Among the files are \(files.joined(separator: ", "))"
                    + (shares.isEmpty ? "." : " on \(shares.joined(separator: ", "))."))
        }
        if let hosts = facts.count("new_hosts") {
            lines.append("It reached \(Figures.counted(hosts, "new host"))\(facts.within("seconds")).")
        }
        if let reached = facts.count("machines_reached"), reached > 1 {
            lines.append("It reached \(Figures.counted(reached, "machine")) so far.")
        }
        if let from = facts.text("session_came_from"), IPAddress(from) != nil {
            lines.append("Into that machine a session had come from \(from).")
        }
        return lines
    }

    private static let counts: [(String, String, String)] = [
        ("services_created", "service created", "services created"),
        ("services_started", "service started", "services started"),
        ("tasks_registered", "task registered", "tasks registered"), ("tasks_run", "task run", "tasks run"),
        ("objects_activated", "object activated", "objects activated"),
        ("object_methods_called", "method called", "methods called"),
        ("wmi_methods_called", "WMI method called", "WMI methods called"),
        ("programs_written", "program written", "programs written"),
        ("files_written", "file written", "files written"), ("outputs_read", "output read", "outputs read"),
        ("remote_shell_requests", "remote shell request", "remote shell requests"),
    ]

    func meaning(_ facts: EventFacts) -> String {
        "Whoever does this holds an account that may administer those machines. When it is not your administrator, each machine reached "
            + "counts as taken over, and so does the account."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "Ask your administrators whether they worked from \(facts.attacker) then; if not, isolate it and lock the account it used."
    }

    func harmless(_ facts: EventFacts) -> String {
        "Administration looks the same: software distribution, remote help, scripts. It comes from known machines, at working hours, and "
            + "somebody can say why."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps = facts.cutOff()
        let victims = facts.victimAddresses.prefix(4)
        if !victims.isEmpty {
            steps.append(
                PlaybookStep(
                    phase: .contain,
                    action: "Isolate what it reached as well, until it is checked: \(facts.list(victims)).",
                    commands: victims.map(Command.isolate)))
            steps.append(
                PlaybookStep(
                    phase: .investigate,
                    action:
                        "On each of them read the event log for that time: 4624 (type 3 and 10), 4697 and 7045 (services), 4698 (tasks), "
                        + "4688 (programs), 5140 (shares).",
                    commands: victims.prefix(2).map { Command.flows(of: $0, since: "2d") }))
        }
        if facts.finding.detection == .lateralMovement("ssh"), let attacker = facts.attackerAddresses.first {
            steps.append(
                PlaybookStep(
                    phase: .investigate,
                    action: "On each of them, read which account came from \(attacker) and by which key.",
                    commands: [
                        Command.log(
                            "_COMM=sshd", from: facts.finding.firstSeen, to: facts.finding.lastSeen, naming: attacker)
                    ]))
        }
        steps += facts.trace()
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action:
                    "Remove the services, tasks and programs named above; change the account's password and every other that was used on "
                    + "the machines reached (for a domain administrator: the krbtgt account, twice)."))
        steps.append(
            PlaybookStep(
                phase: .recover,
                action:
                    "Set up anew what ran foreign programs; then allow SMB, RPC, WinRM, RDP and SSH between machines only from those that "
                    + "administer."))
        return steps + [facts.release()]
    }
}
