import ArgumentParser
import Sentinel
import Vocabulary

/// `netsentinel token`: who may come in.
struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make, list and revoke tokens for the API and the dashboard.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Print a new token on standard output. It is shown once: only its hash is kept.")
        @Option(help: "viewer reads; analyst triages and uploads; admin changes settings.")
        var role = "viewer"
        @Option(help: "What the token is for, as the audit log will call it.")
        var name = "script"
        @Option(
            help: ArgumentHelp(
                "Limit it to a part of the API, such as incidents or flows:read; may be given several times.",
                discussion: "Parts: \(Scope.areas.joined(separator: ", ")).", valueName: "scope"))
        var scope: [String] = []
        @OptionGroup var folder: DataOption

        func validate() throws {
            guard Role(rawValue: role) != nil else { throw ValidationError("--role takes viewer, analyst or admin") }
            for text in scope where Scope(text) == nil {
                throw ValidationError(
                    "--scope \(text): a scope is one of \(Scope.areas.joined(separator: ", ")), or that and :read")
            }
        }

        func run() async throws {
            let access = AccessDesk(store: try folder.open(.sharing))
            let scopes = scope.compactMap(Scope.init)
            Console.print(
                try await access.makeToken(name: name, role: Role(rawValue: role) ?? .viewer, scopes: scopes))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List tokens: id, role, name, scopes, when made and last used.")
        @OptionGroup var folder: DataOption

        func run() async throws {
            for token in try await AccessDesk(store: try folder.open(.reading)).tokens() {
                let used = token.lastUsed.map { "last used \($0)" } ?? "never used"
                let scopes = token.scopes.isEmpty ? "all" : token.scopes.map(\.text).joined(separator: ",")
                Console.print(
                    "\(token.id)  \(token.role.rawValue)  \(Ink.clean(token.name))  \(scopes)  made \(token.created)  \(used)"
                )
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Revoke a token and end every session made with it.")
        @Argument(help: "The token's id, as `token list` shows it.")
        var id: Int64
        @OptionGroup var folder: DataOption

        func run() async throws {
            guard try await AccessDesk(store: try folder.open(.sharing)).revoke(id) else {
                throw ValidationError("there is no token \(id)")
            }
        }
    }
}
