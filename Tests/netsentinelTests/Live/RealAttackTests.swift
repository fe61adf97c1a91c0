import Foundation
import Testing

/// Real tools against a real network stack and a real server, watched live: each attack is one incident that names the right parties,
/// said within two seconds of event time.
@Suite(.tags(.root), .serialized)
struct RealAttackTests {
    /// An incident as the program printed it when it opened.
    struct Opened {
        let detections: [String]
        let attackers: [String]
        let victims: [String]
        /// Event time from the incident's first packet to the one that crossed the threshold.
        let seconds: Double
        let evidence: [String: Double]

        init(_ line: [String: Any]) throws {
            let incident = try #require(line["incident"] as? [String: Any])
            detections = try #require(incident["detections"] as? [String])
            attackers = try #require(incident["attackers"] as? [String])
            victims = try #require(incident["victims"] as? [String])
            let first = Self.secondOfDay(try #require(incident["first_seen"] as? String))
            let last = Self.secondOfDay(try #require(incident["last_seen"] as? String))
            seconds = (last - first + 86_400).truncatingRemainder(dividingBy: 86_400)
            let events = try #require(incident["events"] as? [[String: Any]])
            var evidence: [String: Double] = [:]
            for item in (events.last?["evidence"] as? [[String: Any]]) ?? [] {
                guard let name = item["name"] as? String else { continue }
                evidence[name] = (item["value"] as? NSNumber)?.doubleValue
            }
            self.evidence = evidence
        }

        /// Of `2026-01-05T08:00:00.250000Z`.
        private static func secondOfDay(_ text: String) -> Double {
            let parts = text.dropFirst(11).dropLast().split(separator: ":").compactMap { Double($0) }
            return parts.count == 3 ? parts[0] * 3600 + parts[1] * 60 + parts[2] : .nan
        }
    }

    static func opened(_ detection: String) -> ([String: Any]) -> Bool {
        { line in
            let incident = line["incident"] as? [String: Any]
            return line["change"] as? String == "opened"
                && (incident?["detections"] as? [String])?.contains(detection) == true
        }
    }

    static func scan(_ target: String, _ technique: String = "-sS") -> [String] {
        ["nmap", technique, "-n", "-Pn", "-T4", "-p", "1-400", "--max-retries", "1", target]
    }

    @Test(.enabled(if: LiveLab.isPossible("nmap"), LiveLab.need("nmap")), arguments: ["-sS", "-sT"])
    func `a real nmap scan is an incident within two seconds`(technique: String) throws {
        let incident = try LiveLab.run { lab in
            try Opened(
                lab.watch {
                    try lab.start("nmap", on: .attacker, Self.scan(LiveLab.victim, technique))
                } until: {
                    Self.opened("port_scan_vertical")($0)
                }.line)
        }
        #expect(incident.attackers == [LiveLab.attacker])
        #expect(incident.victims == [LiveLab.victim])
        #expect(incident.seconds <= 2)
    }

    @Test(.enabled(if: LiveLab.isPossible("sshd", "ssh-keygen", "hydra"), LiveLab.need("sshd", "ssh-keygen", "hydra")))
    func `real guessing against a real ssh server is an incident within two seconds of the guess too many`() throws {
        let incident = try LiveLab.run { lab in
            let server = try Self.startServer(lab)
            defer {
                server.send(SIGTERM)
                server.wait()
            }
            return try Opened(
                lab.watch {
                    let words = (0..<48).map { "wrong-password-\($0)" }.joined(separator: "\n")
                    try Data(words.utf8).write(to: lab.folder.appendingPathComponent("words"))
                    return try lab.start(
                        "hydra", on: .attacker,
                        ["hydra", "-I", "-l", "root", "-P", "words", "-t", "4", "ssh://\(LiveLab.victim)"])
                } until: {
                    Self.opened("brute_force_ssh")($0)
                }.line)
        }
        #expect(incident.detections == ["brute_force_ssh"])
        #expect(incident.attackers == [LiveLab.attacker])
        #expect(incident.victims == [LiveLab.victim])
        // The incident opens with the log-in that crosses the threshold, not with a later one.
        let failures = try #require(incident.evidence["failed_logins"])
        #expect(failures >= 8 && failures <= 12)
    }

    /// A server of its own: configuration, host key and process id in the test's folder. It lets nobody in.
    private static func startServer(_ lab: LiveLab) throws -> Child {
        // Where Debian's sshd wants to be locked up; a service manager would have made it.
        try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        try lab.finish("keygen", on: .victim, ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "hostkey"])
        let configuration = """
            ListenAddress \(LiveLab.victim)
            HostKey \(lab.folder.path)/hostkey
            PidFile none
            UsePAM no
            PasswordAuthentication yes
            PermitRootLogin yes
            MaxStartups 100
            """
        try Data(configuration.utf8).write(to: lab.folder.appendingPathComponent("config"))
        let process = try lab.start(
            "sshd", on: .victim, ["/usr/sbin/sshd", "-D", "-e", "-f", "\(lab.folder.path)/config"])
        try #require(
            lab.poll { lab.text("sshd.err").contains("listening") ? true : nil } == true, "\(lab.text("sshd.err"))")
        return process
    }
}
