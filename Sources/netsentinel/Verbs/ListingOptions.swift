import ArgumentParser

/// How a list out of the store is told, and how long it may be.
struct ListingOptions: ParsableArguments {
    @Option(help: "At most so many, 1 to 500.")
    var limit = 100

    @Option(name: [.customShort("o"), .long], help: "text, or json.")
    var format = OutputFormat.text

    @Flag(name: .long, help: "No colours (NO_COLOR does the same).")
    var noColor = false

    func validate() throws {
        guard (1...500).contains(limit) else { throw ValidationError("--limit takes 1 to 500") }
    }

    var view: StoredView { StoredView(ink: Console.ink(noColor: noColor), isJSON: format != .text) }
}
