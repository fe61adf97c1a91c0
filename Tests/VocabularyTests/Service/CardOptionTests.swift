import Testing
import Vocabulary

@Suite struct CardOptionTests {
    let options = [
        CardOption("ports", 15, 3...1000, "ports", "Different ports."),
        CardOption("share", 0.5, 0...1, "", "Of those that failed."),
    ]

    @Test func `choices within their ranges are no problem`() {
        #expect(options.problems(with: [:], owner: "x").isEmpty)
        #expect(options.problems(with: ["ports": 3, "share": 1], owner: "x").isEmpty)
    }

    @Test func `every problem is said, in the order of names`() {
        #expect(
            options.problems(with: ["share": 1.01, "colour": 1, "ports": .nan], owner: "port-scan") == [
                "options.colour: port-scan has no such option",
                "options.ports: is a number from 3.0 to 1000.0",
                "options.share: is a number from 0.0 to 1.0",
            ])
    }

    @Test func `a name as long as a book is cut`() {
        let problems = options.problems(with: [String(repeating: "a", count: 100_000): 1], owner: "x")
        #expect(problems.first?.utf8.count ?? .max < 100)
    }
}
