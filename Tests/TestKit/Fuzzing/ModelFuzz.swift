import Analyst
import Forge
import Hunting
import Vocabulary

/// What models answer: read, and then held against the evidence or the table of missions.
enum ModelFuzz {
    static let targets = [claims, missions]

    private static let incident: Incident? = {
        let knobs = Knobs(VerticalScan.card).with(["ports": 60])
        return (try? Trial.run(VerticalScan.self, knobs: knobs).incidents)?.first
    }()

    private static let claims = FuzzTarget(
        "model-claims",
        seeds: {
            [
                #"{"claims":[{"text":"192.168.20.66 tried 60 ports.","events":["E1"]}],"techniques":[{"id":"T1046","events":["E1"],"argument":"ports"}],"first_step":"S1"}"#,
                "```json\n{\"claims\":[{\"text\":\"All is well.\",\"events\":[]},{\"text\":\"\\u202e\",\"events\":[\"E9\"]}]}\n```",
            ].map { Array($0.utf8) }
        },
        run: { input in
            guard let incident, let answer = try? ModelAnswer(text: String(decoding: input, as: UTF8.self)) else {
                return
            }
            let check = EvidenceCheck(incident)
            let said = answer.claims.map { IncidentAnalysis.Claim($0.text, events: $0.events, by: .model) }
            let (kept, struck) = check.sort(said)
            precondition(kept.count + struck.count == min(said.count, EvidenceCheck.mostClaims), "a claim is lost")
            let known = Set(incident.events.map(\.id))
            for claim in kept {
                precondition(!claim.events.isEmpty && known.isSuperset(of: claim.events), "a claim without its events")
                precondition(
                    claim.text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 0x202E },
                    "a claim that plays with the screen")
            }
            for argued in (answer.techniques ?? []).prefix(16) {
                if case .supported = check.judge(technique: argued.id, citing: argued.events) {
                    precondition(Technique.named(argued.id) != nil, "a technique that is none")
                }
            }
        })

    private static let missions = FuzzTarget(
        "model-missions",
        seeds: {
            [
                #"{"missions":[{"mission":"slow-beacon","options":[{"name":"calls","value":8}]}]}"#,
                #"Sure: {"missions":[{"mission":"SELECT 1"},{"mission":"dns-tunnel","options":[{"name":"names","value":-1e300}]}]}"#,
            ].map { Array($0.utf8) }
        },
        run: { input in
            guard let answer = try? MissionAnswer(text: String(decoding: input, as: UTF8.self)) else { return }
            let names = MissionCatalog.all.map { $0.card.name }
            let (orders, refused) = Hunter.judge(answer.orders, among: Set(names))
            precondition(orders.count <= names.count, "a mission twice")
            for order in orders {
                guard let card = MissionCatalog.named(order.mission)?.card else {
                    preconditionFailure("a mission that is none")
                }
                for (name, value) in order.options {
                    precondition(
                        card.options.first { $0.name == name }?.range.contains(value) == true, "an option out of bounds"
                    )
                }
            }
            for line in refused {
                precondition(
                    line.utf8.count < 500 && line.unicodeScalars.allSatisfy { (32..<127).contains($0.value) },
                    "a log line that is not plain")
            }
        })
}
