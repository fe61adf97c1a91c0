import Bedrock
import Foundation
import Testing

@testable import Hunting

@Suite("LineReader")
struct LineReaderTests {
    private func read(_ data: Data) throws -> [String] {
        let place = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID().uuidString)")
        try data.write(to: place)
        defer { try? FileManager.default.removeItem(at: place) }
        var reader = try LineReader(try FileDescriptor.open(reading: place.path))
        var all: [String] = []
        while true {
            let lines = try reader.next(most: 3)
            if lines.isEmpty { return all }
            all += lines
        }
    }

    @Test func `lines come whole, the last one without an end too`() throws {
        #expect(try read(Data("a\nbc\n\nd".utf8)) == ["a", "bc", "d"])
        #expect(try read(Data()) == [])
        #expect(try read(Data("x".utf8)) == ["x"])
    }

    @Test func `a line without end is cut`() throws {
        let lines = try read(Data(repeating: 65, count: 700_000) + Data("\nb\n".utf8))
        #expect(lines.map(\.utf8.count) == [65_536, 1])
    }
}
