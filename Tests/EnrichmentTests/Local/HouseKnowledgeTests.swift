import Outbound
import Testing
import Vocabulary

@testable import Enrichment

@Suite("HouseKnowledge")
struct HouseKnowledgeTests {
    private let address = IPAddress(45, 155, 205, 233)
    private let now = Timestamp(seconds: 1_767_600_000)

    private func hit(_ label: String) throws -> IndicatorHit {
        let block = try #require(AddressBlock("45.155.205.0/24"))
        return IndicatorHit(
            indicator: .block(block),
            listings: [.init(list: "Worms\u{202E}\n", source: "", confidence: 0.7, label: label)])
    }

    @Test func `a hit names its lists, and hostile words of a list are made harmless`() async throws {
        let hit = try hit("bot\u{1B}[2Jnet")
        let verdicts = await HouseKnowledge { _ in .init(hit: hit, entries: 7) }.verdicts(about: address, at: now)
        let verdict = try #require(verdicts.first)
        #expect(verdicts.count == 1 && verdict.flagged && verdict.isLocal && verdict.confidence == 0.7)
        #expect(verdict.reason == "45.155.205.0/24 stands on Worms (bot [2Jnet).")
    }

    @Test func `lists that cannot be read are a failure, not innocence`() async throws {
        let verdicts = await HouseKnowledge { _ in .init(problem: "There is no memory.") }
            .verdicts(about: address, at: now)
        #expect(verdicts.map(\.outcome) == [.failed] && verdicts.first?.problem == "unreadable")
    }

    @Test func `a private address lies nowhere`() async throws {
        let house = HouseKnowledge { _ in .init(entries: 3, hasPlaces: true) }
        #expect(await house.verdicts(about: IPAddress(10, 0, 0, 1), at: now).map(\.source) == ["lists"])
        #expect(await house.verdicts(about: address, at: now).map(\.outcome) == [.unknown, .unknown])
    }

    @Test func `the desk adds it to what the sources say, also where nobody outside may be asked`() async throws {
        let hit = try hit("")
        let desk = LookupDesk(
            gate: .init(), cache: PassingVerdicts(), keys: try KeyRing(nil, environment: [:]),
            local: [HouseKnowledge { _ in .init(hit: hit) }], catalog: [], nameServers: [], now: { [now] in now })
        let note = await desk.look(up: IPAddress(10, 0, 0, 1), .person)
        #expect(note.verdicts.map(\.source) == ["lists"] && note.consensus.flagged == 0)
    }
}
