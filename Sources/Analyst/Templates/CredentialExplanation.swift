import Vocabulary

/// Guessed and sprayed passwords.
struct CredentialExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        let service = Self.service(facts).uppercased()
        var lines: [String] = []
        if let accounts = facts.count("accounts_failed") {
            lines.append(
                "\(facts.attacker) tried the \(service) log-ins of \(Figures.counted(accounts, "account")) on \(facts.victim)\(facts.within())."
            )
            if let failed = facts.count("failed_logins") {
                lines.append("\(Figures.counted(failed, "log-in")) failed, a few for each account.")
            }
        } else {
            lines.append("\(facts.attacker) guessed passwords for \(service) on \(facts.victim)\(facts.within()).")
            if let failed = facts.count("failed_logins_total") ?? facts.count("failed_logins") {
                lines.append("\(Figures.counted(failed, "log-in")) failed.")
            }
            if let accounts = facts.count("accounts_tried"), accounts > 0 {
                lines.append("It tried \(Figures.counted(accounts, "account")).")
            }
            if let basis = facts.text("basis") { lines.append("The basis is: \(basis).") }
        }
        if let succeeded = facts.count("successful_logins") {
            lines.append(
                succeeded > 0
                    ? "\(Figures.counted(succeeded, "log-in")) succeeded: the attacker got in."
                    : "A successful log-in was not seen.")
        }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        gotIn(facts)
            ? "Somebody now holds a working password and may act as that account. Treat the account and the machine as taken over until "
                + "you know better."
            : "Somebody tries to find a password that works. While none does, nothing is lost; an encrypted log-in that succeeds "
                + "looks like one that fails until something follows."
    }

    func firstStep(_ facts: EventFacts) -> String {
        gotIn(facts)
            ? "Cut \(facts.attacker) off, end its sessions on \(facts.victim), and change the password of the account it used."
            : "Block \(facts.attacker), then read the log of \(facts.victim) for a log-in that was accepted from it."
    }

    func harmless(_ facts: EventFacts) -> String {
        "A program or a person with a password that was changed tries the same again and again: one account, even gaps, a machine you "
            + "know. Ask its owner; a penetration test that was announced is the other case."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps = facts.cutOff()
        let finding = facts.finding
        let unit = Self.unit(Self.service(facts))
        if let attacker = facts.attackerAddresses.first, let victim = facts.victimAddresses.first {
            steps.append(
                PlaybookStep(
                    phase: .contain,
                    action: "On \(victim), list the sessions of \(attacker), and end those that are open.",
                    commands: [Command.sockets(with: attacker), "ss -K dst \(attacker)"]))
            if let unit {
                steps.append(
                    PlaybookStep(
                        phase: .investigate,
                        action: "On \(victim), read which accounts were tried and whether one was accepted.",
                        commands: [Command.log(unit, from: finding.firstSeen, to: finding.lastSeen, naming: attacker)]))
            } else {
                steps.append(
                    PlaybookStep(
                        phase: .investigate,
                        action:
                            "On \(victim), read the service's log (Windows: event ids 4624 and 4625; Kerberos 4768 and 4771) for \(attacker)."
                    ))
            }
        }
        steps += facts.trace()
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action:
                    "Change the passwords of the accounts that were tried and are weak or were accepted; remove keys, accounts "
                    + "and scheduled jobs that were added since."))
        steps.append(
            PlaybookStep(
                phase: .recover,
                action:
                    "Let the service take keys or a second factor instead of passwords, and be reached only from where it is used."
            ))
        return steps + [facts.release()]
    }

    private func gotIn(_ facts: EventFacts) -> Bool {
        facts.finding.techniques.contains("T1078") || (facts.count("successful_logins") ?? 0) > 0
    }

    static func service(_ facts: EventFacts) -> String {
        let id = facts.finding.detection.rawValue
        for prefix in ["brute_force_", "password_spray_"] where id.hasPrefix(prefix) {
            return String(id.dropFirst(prefix.count))
        }
        return "service"
    }

    private static func unit(_ service: String) -> String? {
        switch service {
        case "ssh": "_COMM=sshd"
        case "ftp": "_COMM=vsftpd"
        case "smb": "-u smbd"
        case "http": "-u nginx -u apache2"
        case "smtp": "-u postfix"
        case "imap", "pop3": "-u dovecot"
        case "mysql": "-u mysql -u mariadb"
        case "postgresql": "-u postgresql"
        case "mqtt": "-u mosquitto"
        case "telnet", "vnc", "rdp": "-t login -t xrdp-sesman -t vncserver"
        default: nil
        }
    }
}
