import Foundation
import Testing

/// What `watch` takes from the interfaces it watches: whose traffic is its own, and which networks are home.
@Suite(.tags(.root), .serialized)
struct WatchTests {
    /// The attackers of every incident that opened.
    static func attackers(_ lines: [[String: Any]]) -> [String] {
        lines.filter { $0["change"] as? String == "opened" }.flatMap {
            ($0["incident"] as? [String: Any])?["attackers"] as? [String] ?? []
        }
    }

    @Test(.enabled(if: LiveLab.isPossible("nmap"), LiveLab.need("nmap")), arguments: [false, true])
    func `what the sensor itself sends is counted against it only when asked for`(includesSelf: Bool) throws {
        let lines = try LiveLab.run { lab in
            try lab.watch(includesSelf ? ["--include-self"] : []) {
                try lab.finish("own", on: .victim, RealAttackTests.scan(LiveLab.attacker))
                return try lab.start("nmap", on: .attacker, RealAttackTests.scan(LiveLab.victim))
            } until: {
                Self.attackers([$0]) == [LiveLab.attacker]
            }.lines
        }
        #expect(Self.attackers(lines).contains(LiveLab.attacker))
        #expect(Self.attackers(lines).contains(LiveLab.victim) == includesSelf)
    }

    @Test(.enabled(if: LiveLab.isPossible("nmap"), LiveLab.need("nmap")))
    func `the network of a watched interface is home, and losses are accounted for`() throws {
        let (log, account) = try LiveLab.run { lab in
            let program = try lab.start(
                "watch", on: .victim,
                [ProgramTests.program.path, "watch", "--no-web", "-i", "cable", "--out", "\(lab.folder.path)/logs"])
            _ = lab.poll { lab.text("watch.err").contains("Watching cable") ? true : nil }
            try lab.finish("nmap", on: .attacker, ["nmap", "-n", "-Pn", "-p", "80", LiveLab.victim])
            program.send(SIGINT)
            #expect(program.wait() == 0)
            return (lab.text("logs/conn.log"), lab.text("watch.err"))
        }
        let lines = log.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        let names = try #require(lines.first { $0.first == "#fields" }).dropFirst()
        let column = try #require(names.firstIndex(of: "local_orig")) - names.startIndex
        let probe = try #require(lines.first { $0.first?.first != "#" && $0.contains("tcp") })
        #expect(probe[column] == "T")
        let words = account.split(separator: "\n").first { $0.hasPrefix("cable: ") }
        #expect(words?.hasSuffix(" 0 lost in the ring, 0 dropped by the interface.") == true)
    }
}
