import Testing
import Vocabulary

@testable import Analyst

@Suite("Disguise")
struct DisguiseTests {
    @Test(arguments: ForgedIncidents.all)
    func `no address of an incident is left in what a model is told`(_ forged: ForgedIncidents.Case) {
        var disguise = Disguise(AddressPseudonyms(key: Array(1...32)))
        let hidden = disguise.disguised(forged.incident)
        let prompt = AnalystPrompt(hidden, steps: []).text
        for party in forged.incident.attackers + forged.incident.victims {
            #expect(!words(prompt).contains("\(party)"), "\(party)")
        }
    }

    @Test func `what is said about the hidden comes back with the true addresses`() throws {
        let incident = try #require(ForgedIncidents.first(.portScanVertical))
        let (attacker, victim) = (try #require(incident.attackers.first), try #require(incident.victims.first))
        var disguise = Disguise(AddressPseudonyms(key: Array(1...32)))
        let hidden = disguise.disguised(incident)
        let said =
            "\(hidden.attackers[0]) scanned \(hidden.victims[0]), \(hidden.attackers[0]): the same. 9.9.9.9 is new."
        #expect(disguise.revealed(said) == "\(attacker) scanned \(victim), \(attacker): the same. 9.9.9.9 is new.")
        #expect(hidden.events[0].finding.summary != incident.events[0].finding.summary)
        #expect(disguise.revealed(hidden.events[0].finding.summary) == incident.events[0].finding.summary)
        #expect(disguise.revealed("a. b: /c fe deadbeef ::") == "a. b: /c fe deadbeef ::")
    }

    private func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: { !$0.isLetter && !$0.isNumber && !".:/".contains($0) }).map(String.init))
    }
}
