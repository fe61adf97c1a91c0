package import Vocabulary

/// An incident under other addresses, and the way back for what is said about it.
///
/// Bounds: as many addresses as the incident names. Only addresses that were disguised are turned back: one that a model invents stays
/// what it is and fails the check.
package struct Disguise: Sendable {
    private let pseudonyms: AddressPseudonyms
    private var back: [String: String] = [:]
    private var forth: [String: String] = [:]

    package init(_ pseudonyms: AddressPseudonyms) { self.pseudonyms = pseudonyms }

    package mutating func disguised(_ incident: Incident) -> Incident {
        var result = incident
        // All addresses first: the texts may name any of them.
        learn(incident.attackers + incident.victims)
        for event in incident.events {
            learn(event.finding.attackers + event.finding.victims)
            for item in event.finding.evidence {
                switch item.value {
                case .text(let text): learn(in: text)
                case .list(let list): for text in list { learn(in: text) }
                case .count, .measure: continue
                }
            }
            learn(in: event.finding.summary)
        }
        result.title = replaced(incident.title)
        result.attackers = incident.attackers.map(party)
        result.victims = incident.victims.map(party)
        result.events = incident.events.map { event in
            var event = event
            event.finding.summary = replaced(event.finding.summary)
            event.finding.attackers = event.finding.attackers.map(party)
            event.finding.victims = event.finding.victims.map(party)
            event.finding.evidence = event.finding.evidence.map(evidence)
            return event
        }
        return result
    }

    /// What was said about the disguised incident, with the true addresses.
    package func revealed(_ text: String) -> String { Self.replacing(text, by: back) }

    package func replaced(_ text: String) -> String { Self.replacing(text, by: forth) }

    private func evidence(_ item: Evidence) -> Evidence {
        var item = item
        switch item.value {
        case .text(let text): item.value = .text(replaced(text))
        case .list(let list): item.value = .list(list.map(replaced))
        case .count, .measure: break
        }
        return item
    }

    private mutating func learn(_ parties: [Party]) { for party in parties { note(party) } }

    private mutating func learn(in text: String) {
        for word in Self.words(text) where word.isAddress {
            if let party = Party(String(word.text)) { note(party) }
        }
    }

    private mutating func note(_ party: Party) {
        let name = "\(party)"
        guard forth[name] == nil else { return }
        let other = "\(self.party(party))"
        forth[name] = other
        back[other] = name
    }

    private func party(_ party: Party) -> Party {
        switch party {
        case .address(let address): return .address(pseudonyms.pseudonym(of: address))
        case .mac(let mac): return .mac(pseudonyms.pseudonym(of: mac))
        case .block(let block):
            let prefix = block.base.isV4 ? Int(block.prefix) - 96 : Int(block.prefix)
            return AddressBlock(pseudonyms.pseudonym(of: block.base), prefix: prefix).map { .block($0) } ?? party
        }
    }

    /// One pass: what has been put in is never looked at again.
    private static func replacing(_ text: String, by table: [String: String]) -> String {
        var result = ""
        for word in words(text) {
            result += word.isAddress ? table[word.text.lowercased()] ?? String(word.text) : String(word.text)
        }
        return result
    }

    /// Runs of characters that addresses are made of, and the rest between them.
    private static func words(_ text: String) -> [(text: Substring, isAddress: Bool)] {
        var words: [(text: Substring, isAddress: Bool)] = []
        var rest = text[...]
        while !rest.isEmpty {
            let run = rest.prefix { $0.isASCII && ($0.isHexDigit || $0 == "." || $0 == ":" || $0 == "/") }
            if run.isEmpty {
                let other = rest.prefix { !($0.isASCII && ($0.isHexDigit || $0 == "." || $0 == ":" || $0 == "/")) }
                words.append((other, false))
                rest = rest.dropFirst(other.count)
                continue
            }
            // A full stop or colon at its end belongs to the sentence, unless the address itself ends so.
            var core = run
            while let last = core.last, last == "." || last == ":" || last == "/", Party(String(core)) == nil {
                core.removeLast()
            }
            words.append((core, true))
            words.append((run.dropFirst(core.count), false))
            rest = rest.dropFirst(run.count)
        }
        return words
    }
}
