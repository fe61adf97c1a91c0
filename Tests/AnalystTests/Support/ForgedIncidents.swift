import Forge
import TestKit
import Vocabulary

/// Incidents of every kind, made by forged attacks that went through the whole packet path; made once for all tests.
enum ForgedIncidents {
    struct Case: Sendable, CustomStringConvertible {
        let name: String
        let incident: Incident
        var description: String { "\(name): \(incident.title)" }
    }

    static let all: [Case] = runs.flatMap { run -> [Case] in
        let incidents = (try? Trial.run(run.scenario, knobs: run.knobs).incidents) ?? []
        return incidents.map { Case(name: run.name, incident: $0) }
    }

    static func first(_ detection: DetectionID) -> Incident? {
        all.first { $0.incident.detections.contains(detection) }?.incident
    }

    private struct Run: Sendable {
        let name: String
        let scenario: any Scenario.Type
        let knobs: Knobs
        init(
            _ name: String, _ scenario: any Scenario.Type,
            _ settings: KeyValuePairs<String, any CustomStringConvertible> = [:]
        ) {
            self.name = name
            self.scenario = scenario
            knobs = Knobs(scenario.card).with(settings)
        }
    }

    private static let runs: [Run] =
        ["syn", "fin", "udp"].map { Run("port scan \($0)", VerticalScan.self, ["technique": $0, "ports": 120]) }
        + ["ssh", "ftp", "rdp", "smb", "http", "imap", "mysql", "mqtt"].map {
            Run("brute force \($0)", BruteForce.self, ["service": $0, "count": 60])
        }
        + ["smb", "service", "scheduled_task", "wmi", "dcom", "winrm", "rdp", "ssh"].map {
            Run("lateral movement \($0)", LateralMovement.self, ["channel": $0])
        }
        + ["kerberos", "smb", "ldap"].map { Run("password spray \($0)", PasswordSpray.self, ["service": $0]) }
        + [
            Run("scan with decoys", VerticalScan.self, ["ports": 60, "decoys": 4]),
            Run("brute force that succeeds", BruteForce.self, ["count": 60, "success": true]),
            Run("host scan", HorizontalScan.self), Run("ping sweep", ICMPSweep.self), Run("ARP sweep", ARPSweep.self),
            Run("protocol scan", IPProtocolScan.self), Run("SYN flood", SYNFlood.self, ["duration": 3]),
            Run("SYN flood of one source", SYNFlood.self, ["duration": 3, "spoofed": false]),
            Run("UDP flood", UDPFlood.self, ["duration": 3]), Run("ICMP flood", ICMPFlood.self, ["duration": 3]),
            Run("DNS amplification", AmplificationFlood.self, ["duration": 2]),
            Run("NTP amplification", AmplificationFlood.self, ["duration": 2, "protocol": "ntp"]),
            Run("TCP reflection", TCPReflection.self, ["duration": 2]),
            Run("web flood", HTTPFlood.self, ["duration": 4]), Run("slow web requests", SlowDoS.self, ["duration": 30]),
            Run("DNS tunnel", DNSTunnel.self), Run("DNS tunnel of A records", DNSTunnel.self, ["type": "A"]),
            Run("ICMP tunnel", ICMPTunnel.self), Run("beacon", Beacon.self),
            Run("beacon over HTTP", Beacon.self, ["transport": "http", "interval": 600]),
            Run("generated names", DGA.self), Run("upload", Exfiltration.self, ["megabytes": 110, "past": 900]),
            Run("ARP spoofing", ARPSpoof.self), Run("DHCP starvation", DHCPStarvation.self),
            Run("rogue DHCP", RogueDHCP.self), Run("chain", AttackChain.self),
            Run("long chain", AttackChain.self, ["hosts": 8]),
        ]
}
