import Testing

@testable import Enrichment

@Suite("CleanText")
struct CleanTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("  two\n\twords  ", "two words"), ("a\u{0}b\u{1B}[31mc", "a b [31mc"),
        ("\u{202E}gpj.exe\u{202C}", "gpj.exe"), ("zero\u{200B}width", "zerowidth"), ("\u{E000}x\u{FFFF}", "x"),
        ("", ""),
        ("<b>&\"'", "<b>&\"'"), ("Zürich 東京", "Zürich 東京"),
    ])
    func `control, direction and hidden characters go, the rest stays`(_ text: String, _ clean: String) {
        #expect(CleanText.line(text, limit: 100) == clean)
    }

    @Test func `a long text is cut and says so`() {
        let text = CleanText.line(String(repeating: "ab ", count: 1000), limit: 10)
        #expect(text.unicodeScalars.count <= 11)
        #expect(text.hasSuffix("…"))
        #expect(CleanText.excerpt([UInt8](repeating: 0xFF, count: 5000)).unicodeScalars.count <= 241)
    }
}
