import Testing
import Vocabulary

@Suite struct SeededHashTests {
    let hashing = SeededHash(seed: 7)

    @Test func `a text has one hash, whatever way it was made`() {
        for length in 0...40 {
            let text = String(repeating: "a", count: length)
            #expect(hashing.of(text) == hashing.of(String(Array(text))))
        }
    }

    @Test func `texts that differ in a byte, in length or in order differ`() {
        var hashes: Set<UInt64> = []
        var texts: Set<String> = []
        for length in 0...40 {
            for filler in ["a", "b", "\0"] { texts.insert(String(repeating: filler, count: length)) }
            for place in 0..<length {
                texts.insert(
                    String(repeating: "a", count: place) + "x" + String(repeating: "a", count: length - place - 1))
            }
        }
        texts.formUnion(["12345678abcdefgh", "abcdefgh12345678"])
        for text in texts { hashes.insert(hashing.of(text)) }
        #expect(hashes.count == texts.count)
    }

    @Test func `another seed is another hash`() {
        #expect(hashing.of("www.example.com") != SeededHash(seed: 8).of("www.example.com"))
    }
}
