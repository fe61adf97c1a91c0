import ArgumentParser
import Sentinel

/// The program: one verb a file in `Verbs/`.
@main
struct NetSentinel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "netsentinel",
        abstract: "Watches a network and guards it: captures in, true incidents out.",
        discussion: """
            Data goes to standard output, everything said to a person to standard error.
            Exit status: 0 good, 1 failed, 2 wrong usage; --fail-on adds 3 for incidents found.
            """,
        version: Version.text,
        subcommands: subcommands(for: CommandLine.arguments))

    private static let verbs: [any ParsableCommand.Type] = [
        Analyze.self, Watch.self, Incidents.self, Explain.self, Hunt.self, Ingest.self, Enrich.self, Lists.self,
        Model.self, Simulate.self, Rules.self, Token.self, DoctorVerb.self, VersionVerb.self,
    ]

    /// The verb that the first word names, and no other: the parser looks at everything it is given, by reflection, which is most of
    /// what the program does before it begins. All verbs where the word is none of them, or the whole tree is asked for.
    private static func subcommands(for arguments: [String]) -> [any ParsableCommand.Type] {
        guard let word = arguments.dropFirst().first, !arguments.contains(where: describesAll) else { return verbs }
        let named = verbs.filter { $0.configuration.commandName == word || $0.configuration.aliases.contains(word) }
        return named.isEmpty ? verbs : named
    }

    private static func describesAll(_ argument: String) -> Bool {
        argument == "--generate-completion-script" || argument == "--experimental-dump-help"
    }

    /// Run from here and nowhere else: an `async` function of its own would leave the first thread, and with it the heap that was made
    /// ready. The verb that is run file after file is not asked whether it waits: to answer that, every conformance in the program is
    /// looked at (the same goes for a `Set` of strings, above).
    ///
    /// Wrong usage ends with status 2, as the contract says; everything else as the parser decides.
    static func main() async {
        Machine.prepareMemory()
        do {
            var command = try parseAsRoot()
            if let plain = command as? Analyze {
                try plain.run()
            } else if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Console.say(fullMessage(for: error))
            Exit.now(2)
        }
    }
}
