import Foundation
import Sentinel
import Testing

@Suite("ExplanationPage")
struct ExplanationPageTests {
    @Test func `the printed explanations are what the program says`() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/explanations.md")
        let page = GeneratedPage(try String(contentsOf: url, encoding: .utf8))
        #expect(ExplanationPage.examples.count >= 10)
        // When this fails: make explanations.
        #expect(page.part("explanations") == GeneratedPage.framed(try ExplanationPage.markdown()))
    }
}
