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
        subcommands: [
            Analyze.self, Watch.self, Incidents.self, Explain.self, Hunt.self, Ingest.self, Enrich.self, Lists.self,
            Model.self, Simulate.self, Rules.self, Token.self,
            DoctorVerb.self, VersionVerb.self,
        ])

    /// Wrong usage ends with status 2, as the contract says; everything else as the parser decides.
    static func main() async {
        Machine.prepareMemory()
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand { try await waiting.run() } else { try command.run() }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Console.say(fullMessage(for: error))
            Exit.now(2)
        }
    }
}
