import ArgumentParser
import Detection
import Sentinel
import Vocabulary

/// `netsentinel lists`: the blocklists of the data folder. A running service sees every change by itself.
struct Lists: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists",
        abstract: "Show, check, add and remove blocklists (plain, hosts, CSV, STIX 2.1, MISP; plain or .gz).",
        discussion: "They lie in the folder `lists` of the data folder; a running service sees changes within seconds.",
        subcommands: [Show.self, Check.self, Lookup.self, Add.self, Remove.self, Enable.self, Disable.self],
        defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "What is in force, and what was left out and why.")
        @OptionGroup var folder: DataOption

        func run() throws {
            let sources = ListFolder(ofData: folder.path).sources()
            guard !sources.isEmpty else {
                Console.say(
                    "There is no list in \(ListFolder(ofData: folder.path).path). Add one: netsentinel lists add FILE")
                return
            }
            let lists = try Blocklists.reading(sources)
            ListView(lists: lists.lists).details.forEach(Console.print)
            ListView.total(lists).forEach(Console.print)
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Read list files as the guard would, and say what is taken and what is not."
        )
        @Argument(help: "List files.")
        var files: [String]

        func run() throws {
            let lists = try Blocklists.reading(files: files)
            ListView(lists: lists.lists).details.forEach(Console.print)
            ListView.total(lists).forEach(Console.print)
            if lists.lists.contains(where: { $0.problem != nil || $0.entries.total == 0 }) { throw ExitCode(1) }
        }
    }

    struct Lookup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lookup",
            abstract: "What the lists say of an address, a domain or a JA3/JA4 fingerprint, and where an address lies.")
        @Argument(help: "Such as 198.51.100.7 or bad.example.")
        var subjects: [String]
        @Option(name: .long, help: ArgumentHelp("A list file, instead of the data folder's.", valueName: "file"))
        var list: [String] = []
        @OptionGroup var folder: DataOption

        func run() async throws {
            let lists = HouseLists(data: folder.path, files: list)
            for subject in subjects { Console.print(ListView.line(try await lists.look(up: subject))) }
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Copy a list into the data folder.")
        @Argument(help: "The list file.")
        var file: String
        @Option(help: "What it is called, for people.")
        var name: String?
        @Option(help: "Who publishes it.")
        var source: String?
        @Option(help: "How sure it is, 0 to 1 (0.8 unless said).")
        var confidence: Double?
        @Option(help: "Not used after this time, such as 2027-01-01T00:00:00Z.")
        var expires: String?
        @OptionGroup var folder: DataOption

        func run() throws {
            var meta = ListFolder.Meta()
            meta.name = name
            meta.source = source
            meta.confidence = confidence
            meta.expires = expires
            guard meta.problems.isEmpty else { throw ValidationError(meta.problems.joined(separator: "\n")) }
            let lists = try Blocklists.reading(files: [file])
            ListView(lists: lists.lists).details.forEach(Console.say)
            guard lists.table != nil else { throw ValidationError("there is no entry in \(file) that can be used") }
            let id = file.split(separator: "/").last.map(String.init) ?? file
            try ListFolder(ofData: folder.path).add(file, id: id, meta: meta)
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Take a list out of the data folder.")
        @Argument(help: "The list's file name, as `lists show` says it.")
        var id: String
        @OptionGroup var folder: DataOption

        func run() throws { try ListFolder(ofData: folder.path).remove(id) }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "enable", abstract: "Use a list again.")
        @Argument(help: "The list's file name.")
        var id: String
        @OptionGroup var folder: DataOption

        func run() throws { try ListFolder(ofData: folder.path).turn(id, on: true) }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "disable", abstract: "Keep a list and do not use it.")
        @Argument(help: "The list's file name.")
        var id: String
        @OptionGroup var folder: DataOption

        func run() throws { try ListFolder(ofData: folder.path).turn(id, on: false) }
    }
}

extension ListView {
    /// How large the table of all of them is, and how long it took.
    static func total(_ lists: Blocklists) -> [String] {
        guard let table = lists.table else { return ["No entry is in force."] }
        let seconds = Figures.plain(lists.seconds)
        return [
            "\(Figures.counted(table.entries.total, "different entry", "different entries")) in \(Figures.bytes(table.byteCount)), read in \(seconds) s; the process holds \(Figures.bytes(lists.resident))"
        ]
    }
}
