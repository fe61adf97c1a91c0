import Vocabulary

/// Steps that several families share.
extension EventFacts {
    var attackerAddresses: [IPAddress] { Self.addresses(finding.attackers) }
    var victimAddresses: [IPAddress] { Self.addresses(finding.victims) }

    private static func addresses(_ parties: [Party]) -> [IPAddress] {
        parties.compactMap { party in
            guard case .address(let address) = party else { return nil }
            return address
        }
    }

    /// Cuts the attackers off: those of the Internet at the edge, machines of ours by isolation.
    func cutOff() -> [PlaybookStep] {
        let outside = attackerAddresses.filter(\.isGlobal).prefix(5)
        let inside = attackerAddresses.filter { !$0.isGlobal }.prefix(5)
        var steps: [PlaybookStep] = []
        if !outside.isEmpty {
            steps.append(
                PlaybookStep(
                    phase: .contain,
                    action: "On the gateway, drop what comes from \(list(outside)). Undo: \(Command.undo)",
                    commands: outside.map(Command.dropSource)))
        }
        if !inside.isEmpty {
            steps.append(
                PlaybookStep(
                    phase: .contain,
                    action:
                        "Isolate \(list(inside)): pull its cable or, on the gateway, cut it off. Machines on its own switch "
                        + "still reach it until the port is shut. Undo: \(Command.undo)",
                    commands: inside.map(Command.isolate)))
        }
        return steps
    }

    /// Cuts everybody off from a place outside.
    static func cutOff(from far: IPAddress) -> PlaybookStep {
        PlaybookStep(
            phase: .contain, action: "On the gateway, drop what goes to and comes from \(far). Undo: \(Command.undo)",
            commands: [Command.isolate(far)])
    }

    /// What the attackers did besides.
    func trace() -> [PlaybookStep] {
        let people = (attackerAddresses.isEmpty ? victimAddresses : attackerAddresses).prefix(3)
        guard !people.isEmpty else { return [] }
        return [
            PlaybookStep(
                phase: .investigate, action: "See what else \(list(people)) did in the last seven days.",
                commands: people.flatMap { [Command.flows(of: $0), Command.incidents(naming: $0)] })
        ]
    }

    func list(_ addresses: some Collection<IPAddress>) -> String {
        addresses.map(\.description).joined(separator: ", ")
    }

    /// Takes the containment back when all is well.
    func release() -> PlaybookStep {
        PlaybookStep(
            phase: .recover,
            action: "When the cause is removed, take the containment back and watch for a day whether it returns.",
            commands: [Command.undo] + attackerAddresses.prefix(1).map(Command.incidents))
    }
}
