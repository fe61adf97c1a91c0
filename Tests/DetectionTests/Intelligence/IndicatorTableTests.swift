import Testing
import Vocabulary

@testable import Detection

struct IndicatorTableTests {
    private func block(_ text: String) throws -> AddressBlock { try #require(AddressBlock(text)) }

    @Test func `of nested blocks the innermost is named, and gaps between them are empty`() throws {
        var builder = IndicatorTableBuilder()
        builder.begin(list: 0)
        for text in [
            "45.0.0.0/8", "45.1.0.0/16", "45.1.2.0/24", "45.1.2.3", "46.0.0.0/9", "2a00:1::/32", "2a00:1:2::/48",
        ] {
            builder.add(try block(text))
        }
        let table = try builder.build([IndicatorList(id: "a", name: "a")])
        func named(_ address: String) throws -> String? {
            table.look(up: try #require(IPAddress(address)))?.indicator.description
        }
        #expect(try named("45.1.2.3") == "45.1.2.3")
        #expect(try named("45.1.2.4") == "45.1.2.0/24")
        #expect(try named("45.1.3.1") == "45.1.0.0/16")
        #expect(try named("45.200.0.1") == "45.0.0.0/8")
        #expect(try named("45.255.255.255") == "45.0.0.0/8")
        #expect(try named("46.127.255.255") == "46.0.0.0/9")
        #expect(try named("46.128.0.0") == nil)
        #expect(try named("44.255.255.255") == nil)
        #expect(try named("2a00:1:2::9") == "2a00:1:2::/48")
        #expect(try named("2a00:1:3::9") == "2a00:1::/32")
        #expect(try named("2a00:2::") == nil)
        #expect(table.entries.blocks == 6)
    }

    @Test func `addresses are told apart exactly among a hundred thousand`() throws {
        var builder = IndicatorTableBuilder()
        builder.begin(list: 0)
        // Every third address of a stretch, so that both neighbours of each are free.
        for index in 0..<100_000 {
            let address = IPAddress(v4: 0x2D00_0000 + UInt32(index) * 3)
            builder.add(try #require(AddressBlock(address, prefix: 32)))
        }
        let table = try builder.build([IndicatorList(id: "a", name: "a")])
        for index in 0..<300_000 {
            let hit = table.match(IPAddress(v4: 0x2D00_0000 + UInt32(index))) != nil
            #expect(hit == (index % 3 == 0 && index < 300_000))
        }
        #expect(table.entries.addresses == 100_000)
    }

    @Test func `a domain covers what lies under it, and nothing beside it`() throws {
        var builder = IndicatorTableBuilder()
        builder.begin(list: 0)
        builder.add(domain: Array("bad.example".utf8))
        builder.add(domain: Array("worse.bad.example".utf8))
        let table = try builder.build([IndicatorList(id: "a", name: "a")])
        func named(_ name: String) -> String? { table.look(upName: name)?.indicator.description }
        #expect(named("bad.example") == "bad.example")
        #expect(named("WWW.BAD.example") == "bad.example")
        #expect(named("a.worse.bad.example") == "worse.bad.example")
        #expect(named("notbad.example") == nil)
        #expect(named("example") == nil)
        #expect(named("bad.example.org") == nil)
        #expect(named("") == nil)
        #expect(named(".") == nil)
        #expect(named("..") == nil)
        #expect(named(String(repeating: "a.", count: 400)) == nil)
    }

    @Test func `an entry of two lists names both, one that is twice on a list names it once`() throws {
        var builder = IndicatorTableBuilder()
        builder.begin(list: 0)
        builder.add(try block("45.1.2.3"))
        builder.add(try block("45.1.2.3"))
        builder.add(domain: Array("bad.example".utf8))
        builder.begin(list: 1)
        builder.label("worm")
        builder.add(try block("45.1.2.3"))
        builder.add(domain: Array("bad.example".utf8))
        let table = try builder.build([IndicatorList(id: "a", name: "A"), IndicatorList(id: "b", name: "B")])
        let hit = try #require(table.look(up: IPAddress(45, 1, 2, 3)))
        #expect(hit.listings.map(\.list) == ["A", "B"])
        #expect(hit.listings.map(\.label) == ["", "worm"])
        #expect(table.look(upName: "bad.example")?.listings.count == 2)
        #expect(table.entries.total == 2)
    }
}
