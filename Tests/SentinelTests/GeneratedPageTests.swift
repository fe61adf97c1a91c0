import Sentinel
import Testing

@Suite struct GeneratedPageTests {
    static let text = "# Head\n<!-- a -->\nold\n<!-- /a -->\nfoot\n"

    @Test func `the part between the markers is renewed and the rest stays`() {
        var page = GeneratedPage(Self.text)
        let isRenewed = page.renew("a", with: "new")
        #expect(isRenewed)
        #expect(page.text == "# Head\n<!-- a -->\nnew\n<!-- /a -->\nfoot\n")
        #expect(page.part("a") == "\nnew\n")
        let once = page.text
        _ = page.renew("a", with: "new\n")
        #expect(page.text == once)
    }

    @Test func `a page without the markers is left alone`() {
        var page = GeneratedPage(Self.text)
        let isRenewed = page.renew("b", with: "new")
        #expect(!isRenewed)
        #expect(page.text == Self.text)
        #expect(page.part("b") == nil)
    }
}
