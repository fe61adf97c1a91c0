import Testing
import Vocabulary

@testable import Detection

struct UnlistedTextsTests {
    private func table(_ domains: [String]) throws -> IndicatorTable {
        var builder = IndicatorTableBuilder()
        builder.begin(list: 0)
        for name in domains { builder.add(domain: Array(name.utf8)) }
        return try builder.build([IndicatorList(id: "a", name: "a")])
    }

    @Test func `an unlisted text is looked up once, a listed one each time`() throws {
        let table = try table(["bad.example"])
        var texts = UnlistedTexts()
        var looked: [String] = []
        for name in ["good.example", "bad.example", "good.example", "bad.example"] {
            let hit = texts.look(for: name, in: table) { table in
                looked.append(name)
                return table.look(upName: name)
            }
            #expect((hit != nil) == (name == "bad.example"))
        }
        #expect(looked == ["good.example", "bad.example", "bad.example"])
    }

    @Test func `other lists make all texts unknown again`() throws {
        var texts = UnlistedTexts()
        #expect(texts.look(for: "a.example", in: try table(["b.example"])) { $0.look(upName: "a.example") } == nil)
        let hit = texts.look(for: "a.example", in: try table(["a.example"])) { $0.look(upName: "a.example") }
        #expect(hit?.indicator.description == "a.example")
    }

    @Test func `more texts than there is room for are all answered rightly`() throws {
        let table = try table(["name7.example", "name901.example"])
        var texts = UnlistedTexts(capacity: 16)
        var hits: [String] = []
        for _ in 0..<3 {
            for index in 0..<1000 {
                let name = "name\(index).example"
                if texts.look(for: name, in: table, { $0.look(upName: name) }) != nil { hits.append(name) }
            }
        }
        #expect(hits == Array(repeating: ["name7.example", "name901.example"], count: 3).flatMap { $0 })
    }
}
