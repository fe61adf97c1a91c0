import Foundation
import Testing
import Vocabulary

@testable import Sentinel

struct ListFolderTests {
    /// A data folder of its own for the test.
    private func withFolder(_ body: (ListFolder, String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/lists-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(ListFolder(ofData: path), path)
    }

    private func file(_ folder: String, _ name: String, _ text: String) throws -> String {
        let path = folder + "/" + name
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    @Test func `a list that is added is read with what was said of it, changed, switched off and removed`() throws {
        try withFolder { folder, data in
            #expect(folder.sources().isEmpty)
            var meta = ListFolder.Meta()
            meta.name = "Worms"
            meta.confidence = 0.6
            try folder.add(try file(data, "worms.txt", "45.1.2.3\n10.0.0.1\n"), id: "worms.txt", meta: meta)
            let before = folder.mark()
            let lists = try Blocklists.reading(folder.sources())
            let list = try #require(lists.lists.first)
            #expect(list.id == "worms.txt")
            #expect(list.name == "Worms")
            #expect(list.confidence == 0.6)
            #expect(list.entries.addresses == 1)
            #expect(list.faults.map(\.reason) == ["reserved_address"])
            #expect(lists.look(up: "45.1.2.3")?.listings.map(\.list) == ["Worms"])
            try folder.turn("worms.txt", on: false)
            #expect(folder.mark() != before)
            let off = try Blocklists.reading(folder.sources())
            #expect(off.table == nil)
            #expect(off.lists.first?.enabled == false)
            #expect(off.lists.first?.name == "Worms")
            try folder.remove("worms.txt")
            #expect(folder.sources().isEmpty)
        }
    }

    @Test(arguments: ["../x", "a/b", ".hidden", "x.meta", "", "a b", "é"])
    func `names that lead elsewhere are refused`(id: String) throws {
        try withFolder { folder, data in
            let source = try file(data, "source", "45.1.2.3\n")
            #expect(throws: SentinelError.self) { try folder.add(source, id: id, meta: ListFolder.Meta()) }
            #expect(throws: SentinelError.self) { try folder.remove(id) }
        }
    }

    @Test func `a list that is over, and a meta file that nobody understands, say so`() throws {
        try withFolder { folder, data in
            let source = try file(data, "source", "45.1.2.3\n")
            var meta = ListFolder.Meta()
            meta.expires = "2020-01-01T00:00:00Z"
            try folder.add(source, id: "old.txt", meta: meta)
            try folder.add(source, id: "odd.txt", meta: ListFolder.Meta())
            _ = try file(folder.path, "odd.txt.meta", "no JSON")
            let lists = try Blocklists.reading(folder.sources())
            #expect(lists.lists.map(\.id) == ["odd.txt", "old.txt"])
            #expect(lists.lists.first?.problem?.contains("odd.txt.meta") == true)
            #expect(lists.lists.last?.loaded == nil)
        }
    }

    @Test func `of a hundred thousand lines each is found, and their neighbours are not`() throws {
        try withFolder { folder, data in
            let lines = (0..<100_000).map { "45.\($0 >> 16).\($0 >> 8 & 255).\($0 & 255)" }
            let path = try file(data, "many.txt", lines.joined(separator: "\n"))
            let lists = try Blocklists.reading(files: [path])
            #expect(lists.lists.first?.entries.addresses == 100_000)
            #expect(lists.look(up: "45.1.134.159")?.indicator.description == "45.1.134.159")
            #expect(lists.look(up: "45.1.134.160") == nil)
        }
    }
}
