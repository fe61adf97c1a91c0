import ArgumentParser
import Detection
import Sentinel
import Vocabulary

/// `netsentinel rules`: what is detected, how, by which thresholds, and what each rule cannot see.
struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List the detection rules; with a name, one in full.")

    @Argument(help: "A rule's name.")
    var name: String?

    func run() throws {
        let cards = RuleCards.all
        guard let name else {
            let width = cards.map(\.name.count).max() ?? 0
            for card in cards {
                let padding = String(repeating: " ", count: width - card.name.count)
                Console.print("\(card.name)\(padding)  \(card.severity.name)  \(card.title)")
            }
            return
        }
        guard let card = cards.first(where: { $0.name == name }) else {
            throw ValidationError("no rule is called \(name); `netsentinel rules` lists them")
        }
        Console.print(card.text)
    }
}
