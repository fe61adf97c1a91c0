import Bedrock
import Testing

@testable import Wire

@Suite struct TextMemoryTests {
    /// Asks for a text and tells whether it had to be made.
    private func ask(_ memory: inout TextMemory, _ text: String) -> (text: String?, isMade: Bool) {
        var isMade = false
        let answer = Array(text.utf8).withBytes { bytes in
            memory.text(bytes) { bytes in
                isMade = true
                return wireText(bytes)
            }
        }
        return (answer, isMade)
    }

    @Test func `a text that comes twice is kept, and made no third time`() {
        var memory = TextMemory()
        let name = "a-rather-long-name.example.com"
        let made = (0..<4).map { _ in ask(&memory, name).isMade }
        #expect(made == [true, true, false, false])
        #expect(ask(&memory, name).text == name)
    }

    @Test func `names that never come again push nothing out`() {
        var memory = TextMemory()
        let name = "a-rather-long-name.example.com"
        for _ in 0..<2 { _ = ask(&memory, name) }
        for number in 0..<20_000 { _ = ask(&memory, "\(number).a-stranger.example.net") }
        let last = ask(&memory, name)
        #expect(last.text == name && !last.isMade)
    }

    @Test func `a short text is kept at once, and told from others that differ in one byte`() {
        var memory = TextMemory()
        for length in 1...15 {
            let text = String(repeating: "n", count: length)
            let made = (0..<4).map { _ in ask(&memory, text).isMade }
            #expect(made == [true, false, false, false])
            for place in 0..<length {
                var other = Array(text.utf8)
                other[place] = 0x6D
                let changed = String(decoding: other, as: UTF8.self)
                #expect(ask(&memory, changed).text == changed)
                #expect(ask(&memory, text).text == text)
            }
        }
    }

    @Test func `very long texts are always made, and so is everything where nothing is kept`() {
        var memory = TextMemory()
        let made = (0..<4).map { _ in ask(&memory, String(repeating: "x", count: 256)).isMade }
        #expect(made == [true, true, true, true])
        var none = TextMemory.none
        let madeAnew = (0..<4).map { _ in ask(&none, "a-rather-long-name.example.com").isMade }
        #expect(madeAnew == [true, true, true, true])
    }

    @Test func `texts of every length are told apart`() {
        var memory = TextMemory()
        for round in 0..<4 {
            for length in 1...255 {
                let text = String(repeating: "n", count: length - 1) + (length % 2 == 0 ? "a" : "b")
                #expect(ask(&memory, text).text == text, "round \(round)")
            }
        }
    }

    @Test func `nothing is kept of what could not be made`() {
        var memory = TextMemory()
        let bytes = [UInt8](repeating: 0xFF, count: 20)
        for _ in 0..<3 {
            let answer = bytes.withBytes { memory.text($0) { _ in nil } }
            #expect(answer == nil)
        }
    }
}
