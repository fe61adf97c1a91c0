import Forge
import Testing
import Vocabulary

@testable import Hunting

@Suite("MissionCatalog")
struct MissionCatalogTests {
    @Test func `cards are whole: names differ, techniques are known, options lie in their bounds`() {
        let cards = MissionCatalog.all.map { $0.card }
        #expect(Set(cards.map(\.name)).count == cards.count && cards.count == 9)
        for card in cards {
            #expect(card.techniques.allSatisfy { Technique.named($0) != nil }, "\(card.name)")
            #expect(card.options.allSatisfy { $0.range.contains($0.value) }, "\(card.name)")
            #expect(!card.blindSpots.isEmpty && !card.detections.isEmpty)
            #expect(card.detections.allSatisfy { $0.title != $0.rawValue }, "\(card.name)")
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `benign weeks give nothing`(seed: UInt64) async throws {
        let found = try await FlowBook.weeks(seed).found()
        #expect(found.isEmpty, "\(found.mapValues { $0.map(\.summary) })")
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `each attack is found among benign weeks, by its mission, with the flows that prove it`(seed: UInt64)
        async throws
    {
        typealias Attack = (
            mission: String, detection: DetectionID, who: IPAddress?, make: (inout ForgedHistory) -> Void
        )
        let attacks: [Attack] = [
            ("lateral-movement", .lateralMovement("smb"), ForgedHistory.intruded, { _ = $0.moveSlowly() }),
            ("slow-exfiltration", .exfiltration, ForgedHistory.intruded, { $0.seep() }),
            ("slow-beacon", .c2Beacon, ForgedHistory.intruded, { $0.call() }),
            ("dns-tunnel", .dnsTunnel, ForgedHistory.intruded, { $0.tunnel() }),
            ("credential-spray", .passwordSpray(.rdp), ForgedHistory.intruded, { $0.spray() }),
            ("new-external-service", .newExternalService, nil, { $0.open() }),
            ("rare-destination", .rareDestination, ForgedHistory.workstations[5], { $0.returnTo() }),
            ("new-server", .newServer, IPAddress(10, 20, 0, 99), { $0.bringServer() }),
        ]
        for attack in attacks {
            let book = FlowBook.weeks(seed, attack.make)
            let found = try await book.found([attack.mission])
            let finding = try #require(found[attack.mission]?.first, "\(attack.mission) found nothing")
            #expect(found[attack.mission]?.count == 1)
            #expect(finding.detection == attack.detection)
            #expect(finding.attackers == (attack.who.map { [.address($0)] } ?? []))
            #expect(!finding.flows.isEmpty && finding.flows.count <= 32)
            let proof = finding.flows.compactMap { id in book.flows.first { $0.id == id } }
            #expect(proof.count == finding.flows.count)
            let party = attack.who ?? ForgedHistory.workstations[3]
            #expect(proof.allSatisfy { $0.key.initiator == party || $0.key.responder == party }, "\(attack.mission)")
            #expect(finding.firstSeen >= EventBook.ago(15 * 86_400), "\(attack.mission): \(finding.firstSeen)")
        }
    }

    @Test func `all at once are told apart`() async throws {
        let book = FlowBook.weeks(9) { history in
            _ = history.moveSlowly()
            history.seep(to: IPAddress(45, 77, 10, 9))
            history.call(to: IPAddress(46, 88, 1, 9))
        }
        let found = try await book.found()
        #expect(Set(found.keys) == ["lateral-movement", "slow-exfiltration", "slow-beacon"])
    }

    @Test func `a store that is too young says so, and an empty one too`() async throws {
        let young = FlowBook(FlowBook.weeks(1).flows.filter { $0.start < EventBook.ago(20 * 86_400) })
        #expect(try await young.found().isEmpty)
        let ground = HuntingGround(picture: Picture(), find: { _ in [] })
        for mission in MissionCatalog.all {
            let result = try await mission.hunt(ground, MissionOptions(mission.card))
            #expect(result.findings.isEmpty && result.nothing?.isEmpty == false, "\(mission.card.name)")
        }
    }
}
