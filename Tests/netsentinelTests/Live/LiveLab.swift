import Foundation
import Testing

extension Tag {
    /// Needs root: makes network namespaces and runs other programs in them.
    @Tag static var root: Self
}

/// Two network namespaces joined by one virtual cable: an attacker with real tools at one end, at the other a victim with the program
/// watching. No route leads out; everything ends with the test. The addresses are of a documentation network, so that nothing takes them for
/// private ones.
struct LiveLab {
    static let attacker = "198.51.100.66"
    static let victim = "198.51.100.2"
    let folder: URL
    private let name: String

    /// What is missing to run tests that need these tools; nil when nothing is.
    static func missing(_ tools: [String]) -> String? {
        guard geteuid() == 0 else { return "root" }
        let folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        let absent = (["ip"] + tools).filter { tool in
            !folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
        }
        return absent.isEmpty ? nil : absent.joined(separator: ", ")
    }

    /// Skipped tests show this sentence.
    static func need(_ tools: String...) -> Comment {
        "Skipped: needs root and \(tools.joined(separator: ", ")); missing here: \(missing(tools) ?? "nothing")."
    }

    static func isPossible(_ tools: String...) -> Bool { missing(tools) == nil }

    /// Makes the two namespaces, runs `body`, and takes everything down.
    static func run<Result>(_ body: (LiveLab) throws -> Result) throws -> Result {
        let lab = LiveLab(name: "nsl-\(getpid())-\(UInt32.random(in: 0...UInt32.max))")
        try FileManager.default.createDirectory(at: lab.folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: lab.folder) }
        for side in Side.allCases { try command("ip", "netns", "add", lab.space(side)) }
        defer {
            for side in Side.allCases {
                lab.endAll(on: side)
                try? command("ip", "netns", "del", lab.space(side))
            }
        }
        try command(
            "ip", "-n", lab.space(.attacker), "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns",
            lab.space(.victim))
        for side in Side.allCases {
            let address = side == .attacker ? attacker : victim
            try command("ip", "-n", lab.space(side), "link", "set", "cable", "addrgenmode", "none")
            try command("ip", "-n", lab.space(side), "address", "add", "\(address)/24", "dev", "cable")
            try command("ip", "-n", lab.space(side), "link", "set", "lo", "up")
            try command("ip", "-n", lab.space(side), "link", "set", "cable", "up")
        }
        return try body(lab)
    }

    enum Side: String, CaseIterable { case attacker = "a", victim = "v" }

    private init(name: String) {
        self.name = name
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    }

    private func space(_ side: Side) -> String { "\(name)-\(side.rawValue)" }

    /// Starts a program in one of the namespaces; its outputs go to the files `LABEL.out` and `LABEL.err`.
    func start(_ label: String, on side: Side, _ words: [String]) throws -> Child {
        try Child(
            ["ip", "netns", "exec", space(side)] + words, in: folder,
            output: folder.appendingPathComponent("\(label).out"),
            errors: folder.appendingPathComponent("\(label).err"))
    }

    func text(_ name: String) -> String {
        String(
            decoding: FileManager.default.contents(atPath: folder.appendingPathComponent(name).path) ?? Data(),
            as: UTF8.self)
    }

    /// Runs a program to its end.
    func finish(_ label: String, on side: Side, _ words: [String]) throws {
        let status = try start(label, on: side, words).wait()
        try #require(status == 0, "\(words.joined(separator: " ")): \(text("\(label).err"))")
    }

    /// Asks again until there is an answer; nil after a minute, which on a loaded machine is still no answer to be wrong about.
    func poll<Answer>(_ ask: () throws -> Answer?) rethrows -> Answer? {
        for _ in 0..<1200 {
            if let answer = try ask() { return answer }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return nil
    }

    /// Watches the victim's end of the cable while `attack` goes on, until a line is what `isExpected` asks for; that line, and all
    /// that were printed. The program that the attack returns is ended then.
    func watch(
        _ options: [String] = [], _ attack: () throws -> Child, until isExpected: ([String: Any]) -> Bool
    ) throws -> (line: [String: Any], lines: [[String: Any]]) {
        let program = try start(
            "watch", on: .victim,
            [ProgramTests.program.path, "watch", "--no-web", "-i", "cable", "-o", "jsonl"] + options)
        defer {
            program.send(SIGINT)
            program.wait()
        }
        try #require(poll { text("watch.err").contains("Watching cable") ? true : nil } == true, "\(text("watch.err"))")
        let tool = try attack()
        defer {
            tool.send(SIGKILL)
            endAll(on: .attacker)
            tool.wait()
        }
        let line = try poll { try lines().first(where: isExpected) }
        return (try #require(line, "Nothing of the kind was said: \(text("watch.out"))"), try lines())
    }

    /// Ends every process of a namespace: some tools leave children behind, which would hold what they inherited of this process.
    private func endAll(on side: Side) {
        try? Self.command("sh", "-c", "ip netns pids \(space(side)) | xargs -r kill -9")
    }

    private func lines() throws -> [[String: Any]] {
        // The last line may be half written.
        try text("watch.out").split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    private static func command(_ words: String...) throws {
        let nothing = URL(fileURLWithPath: "/dev/null")
        let child = try Child(words, in: URL(fileURLWithPath: "/"), output: nothing, errors: nothing)
        try #require(child.wait() == 0, "\(words.joined(separator: " "))")
    }
}
