import Testing

@testable import Analyst

@Suite("Lexicon")
struct LexiconTests {
    /// A count of one is told with a word of its own: `1 output read`.
    @Test func `every noun that a number can stand before is known, one or many`() {
        #expect(NounKind.nouns.filter { !Lexicon.knows($0) } == [])
    }
}
