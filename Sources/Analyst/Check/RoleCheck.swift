import Vocabulary

/// Attacker and victim must not change places: judged by the order of the addresses and the words right before them.
///
/// Knows three things: who is called attacker, source or victim, target; `A … V` in the active voice; `V … by A` in the passive.
/// What fools it: an order neither of these uses, such as `against V stood A`.
enum RoleCheck {
    static func complaint(_ tokens: [ClaimToken], _ ledger: EvidenceLedger) -> String? {
        let attackers = ledger.attackers.subtracting(ledger.victims)
        let victims = ledger.victims.subtracting(ledger.attackers)
        var seen: [(place: Int, isAttacker: Bool)] = []
        for place in tokens.indices {
            guard let party = party(tokens[place].kind) else { continue }
            let isAttacker = attackers.contains(party)
            guard isAttacker || victims.contains(party) else { continue }
            if let said = label(tokens, before: place), said != isAttacker {
                return
                    "calls \(tokens[place].text) \(said ? "the attacker" : "a victim"); it is \(isAttacker ? "the attacker" : "a victim")"
            }
            seen.append((place, isAttacker))
        }
        guard let first = seen.first, let second = seen.first(where: { $0.isAttacker != first.isAttacker }) else {
            return nil
        }
        let between = tokens[(first.place + 1)..<second.place].map(\.lower)
        let isPassive = between.suffix(3).contains { ["by", "from"].contains($0) }
        if first.isAttacker == isPassive { return "exchanges attacker and victim" }
        return nil
    }

    private static func party(_ kind: ClaimToken.Kind) -> Party? {
        switch kind {
        case .address(let address): .address(address)
        case .mac(let mac): .mac(mac)
        case .block(let block): .block(block)
        default: nil
        }
    }

    /// What an address is called right before it: true for attacker, false for victim, nil for neither.
    private static func label(_ tokens: [ClaimToken], before place: Int) -> Bool? {
        guard place > 0 else { return nil }
        switch tokens[place - 1].lower {
        case "attacker", "intruder", "aggressor", "offender": return true
        case "victim", "target": return false
        default: return nil
        }
    }
}
