import Foundation
import Testing
import Vocabulary

/// Our table against the ATT&CK list, which lies beside the tests as a file of facts.
@Suite struct TechniqueCatalogTests {
    struct Fact {
        let name: String
        let tactics: [String]
    }

    static func facts() throws -> [String: Fact] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: folder.appendingPathComponent("Facts/attack-techniques.csv"), encoding: .utf8)
        var facts: [String: Fact] = [:]
        // A comment, the columns' names, then `id,name,tactics`; a name with a comma stands in quotes.
        for line in text.split(separator: "\n").dropFirst(2) {
            let id = line.prefix { $0 != "," }
            let tactics = line.suffix(from: line.lastIndex(of: ",").map(line.index(after:)) ?? line.endIndex)
            let name = line.dropFirst(id.count + 1).dropLast(tactics.count + 1)
            facts[String(id)] = Fact(
                name: name.trimmingCharacters(in: CharacterSet(charactersIn: "\"")),
                tactics: tactics.split { " ;|".contains($0) }.map(String.init))
        }
        return facts
    }

    @Test func `every technique is in ATT&CK by this id, with this name, under this tactic`() throws {
        let facts = try Self.facts()
        #expect(facts.count > 600)
        for (id, technique) in Technique.catalog {
            let fact = try #require(facts[id], "\(id) is not in ATT&CK")
            #expect(technique.id == id)
            #expect(technique.name == fact.name, "\(id)")
            #expect(fact.tactics.contains(technique.tactic), "\(id): \(fact.tactics)")
        }
    }

    @Test func `an id that is not in the table has no technique`() {
        #expect(Technique.named("T1046")?.name == "Network Service Discovery")
        #expect(Technique.named("T0000") == nil)
    }
}
