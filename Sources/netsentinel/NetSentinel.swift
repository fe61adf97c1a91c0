import ArgumentParser

/// The program: one verb a file in `Verbs/`.
@main
struct NetSentinel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "netsentinel",
        abstract: "Watches a network and guards it: captures in, true incidents out.",
        discussion: """
            Data goes to standard output, everything said to a person to standard error.
            Exit status: 0 good, 1 failed, 2 wrong usage; --fail-on adds 3 for incidents found.
            """,
        version: Version.text,
        subcommands: [Analyze.self, Watch.self, Simulate.self, Rules.self, VersionVerb.self])
}
