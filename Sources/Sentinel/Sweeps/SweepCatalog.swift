import Forge

/// Every sweep there is, in the order of the table.
///
/// The ends of each range are those of issue 2; rows that a rule misses stay in the list.
package enum SweepCatalog {
    package static let all: [Sweep] = scans + credentials + floods + tunnels + beacons + others + variants + benign

    static let scans: [Sweep] = {
        var rows = [
            Sweep("Port scan, speed", "1 port in 30 s, 120 ports", VerticalScan.self, ["rate": 1.0 / 30, "ports": 120])
        ]
        for (rate, ports) in [(1, 300), (10, 1000), (100, 1000), (1000, 1000), (10_000, 10_000)] {
            let label = "\(figure(rate)) port\(rate == 1 ? "" : "s")/s, \(figure(ports)) ports"
            rows.append(Sweep("Port scan, speed", label, VerticalScan.self, ["rate": rate, "ports": ports]))
        }
        for technique in ["syn", "connect", "fin", "null", "xmas", "ack", "udp"] {
            rows.append(
                Sweep(
                    "Port scan, technique", "\(technique), 1,000 ports", VerticalScan.self, ["technique": technique]))
        }
        rows += [
            Sweep("Port scan, technique", "syn, nine in ten filtered", VerticalScan.self, ["filtered": 0.9]),
            Sweep("Port scan, technique", "syn, among 6 decoys", VerticalScan.self, ["decoys": 6]),
            Sweep("Port scan, technique", "syn, in fragments of 8 bytes", VerticalScan.self, ["fragment": 8]),
            Sweep(
                "Port scan, technique", "xmas, in fragments of 16 bytes", VerticalScan.self,
                ["technique": "xmas", "fragment": 16]),
            Sweep("Port scan, technique", "syn, from outside", VerticalScan.self, ["origin": "outside"]),
            Sweep(
                "Port scan, technique", "syn, in 300 ordinary flows/min", VerticalScan.self,
                ["rate": 10, "ports": 300, "background": 300]),
        ]
        for (rate, hosts) in [(0.1, 100), (1, 254), (20, 254), (1000, 5000)] {
            rows.append(
                Sweep(
                    "Other scans", "port 445 of \(figure(hosts)) hosts, \(figure(rate))/s", HorizontalScan.self,
                    ["rate": rate, "hosts": hosts]))
        }
        return rows + [
            Sweep("Other scans", "ping sweep", ICMPSweep.self), Sweep("Other scans", "ARP sweep", ARPSweep.self),
            Sweep("Other scans", "IP protocol scan", IPProtocolScan.self),
        ]
    }()

    static let credentials: [Sweep] = {
        var rows = [
            Sweep("Log-ins", "ssh, 300 tries in 30 s", BruteForce.self, ["count": 300, "rate": 10]),
            Sweep("Log-ins", "ssh, 1 try a minute, 120 tries", BruteForce.self, ["count": 120, "rate": 1.0 / 60]),
            Sweep("Log-ins", "ssh, the last of 60 tries gets in", BruteForce.self, ["count": 60, "success": true]),
        ]
        for service in [
            "ftp", "telnet", "rdp", "vnc", "smb", "http", "smtp", "pop3", "imap", "mysql", "postgresql", "mqtt",
        ] {
            rows.append(Sweep("Log-ins", "\(service), 120 tries", BruteForce.self, ["service": service]))
        }
        for service in ["kerberos", "ssh", "smb", "ldap"] {
            let label = "\(service), 80 accounts sprayed" + (service == "ssh" ? " (told as guessing)" : "")
            rows.append(Sweep("Log-ins", label, PasswordSpray.self, ["service": service]))
        }
        rows.append(
            Sweep(
                "Log-ins", "ssh, 80 accounts sprayed over 4 hosts", PasswordSpray.self, ["service": "ssh", "hosts": 4]))
        for (service, rate) in [("ssh", 0.1), ("imap", 0.1), ("smtp", 1)] {
            rows.append(
                Sweep(
                    "Log-ins", "\(service), 240 tries shared by 60 sources, \(figure(rate))/s", BruteForce.self,
                    ["service": service, "sources": 60, "count": 240, "rate": rate, "tries": 1]))
        }
        return rows
    }()

    static let floods: [Sweep] = [
        Sweep("Floods", "SYN, spoofed, 2,000/s for 20 s", SYNFlood.self, large: true),
        Sweep("Floods", "SYN, one source, 2,000/s for 20 s", SYNFlood.self, ["spoofed": false], large: true),
        Sweep("Floods", "SYN, spoofed, 200/s for 20 s", SYNFlood.self, ["rate": 200]),
        Sweep("Floods", "UDP", UDPFlood.self, large: true),
        Sweep("Floods", "UDP answers of DNS servers", AmplificationFlood.self, large: true),
        Sweep("Floods", "UDP answers of NTP servers", AmplificationFlood.self, ["protocol": "ntp"], large: true),
        Sweep("Floods", "UDP answers of SSDP devices", AmplificationFlood.self, ["protocol": "ssdp"], large: true),
        Sweep("Floods", "ICMP", ICMPFlood.self, large: true),
        Sweep("Floods", "SYN-ACK reflected", TCPReflection.self, large: true),
        Sweep("Floods", "HTTP, one source", HTTPFlood.self, large: true),
        Sweep("Floods", "HTTP, 20 sources", HTTPFlood.self, ["sources": 20], large: true),
        Sweep("Floods", "HTTP, 60 sources, 5/s each", HTTPFlood.self, ["sources": 60], large: true),
        Sweep("Floods", "slow HTTP headers", SlowDoS.self),
        Sweep("Floods", "slow HTTP body", SlowDoS.self, ["kind": "body"]),
    ]

    static let tunnels: [Sweep] = {
        var rows: [Sweep] = []
        for (rate, seconds) in [(5, 1800), (50, 900), (500, 120), (5000, 60), (50_000, 20)] {
            rows.append(
                Sweep(
                    "Tunnels", "DNS, \(figure(rate)) B/s", DNSTunnel.self, ["rate": rate, "duration": seconds],
                    large: rate > 5000))
        }
        for type in ["A", "NULL", "CNAME"] {
            rows.append(Sweep("Tunnels", "DNS, 500 B/s, \(type) records", DNSTunnel.self, ["type": type]))
        }
        return rows + [
            Sweep("Tunnels", "DNS, 500 B/s, straight to its own server", DNSTunnel.self, ["path": "direct"]),
            Sweep("Tunnels", "ICMP, 20 B/s", ICMPTunnel.self, ["rate": 20, "size": 64, "duration": 900]),
            Sweep("Tunnels", "ICMP, 2,000 B/s", ICMPTunnel.self),
            Sweep("Tunnels", "ICMP, 50,000 B/s", ICMPTunnel.self, ["rate": 50_000, "size": 1000, "duration": 20]),
        ]
    }()

    static let beacons: [Sweep] = {
        var rows: [Sweep] = []
        for (interval, name, count) in [
            (10, "10 s", 120), (60, "60 s", 120), (600, "10 min", 60), (3600, "1 h", 36), (14_400, "4 h", 24),
        ] {
            for jitter in [0, 10, 25, 50] {
                rows.append(
                    Sweep(
                        "Beacons, one call in ten missed", "every \(name), jitter \(jitter) %", Beacon.self,
                        ["interval": interval, "count": count, "jitter": Double(jitter) / 100, "missed": 0.1],
                        large: interval > 600))
            }
        }
        for (interval, name, count) in [(10, "10 s", 120), (600, "10 min", 60), (14_400, "4 h", 24)] {
            rows.append(
                Sweep(
                    "Beacons, one call in ten missed", "every \(name), jitter 25 %, the sensor loses one frame in ten",
                    Beacon.self,
                    ["interval": interval, "count": count, "jitter": 0.25, "missed": 0.1, "loss": 0.1],
                    large: interval > 600))
        }
        for transport in ["http", "raw"] {
            rows.append(
                Sweep(
                    "Beacons, one call in ten missed", "every 60 s over \(transport)", Beacon.self,
                    ["transport": transport, "missed": 0.1]))
        }
        rows.append(
            Sweep(
                "Beacons, one call in ten missed", "every 60 s inside one connection", Beacon.self,
                ["long": true, "missed": 0.1]))
        return rows
    }()

    static let others: [Sweep] = {
        var rows = [
            Sweep("Other attacks", "generated names", DGA.self),
            Sweep("Other attacks", "upload of 150 MB", Exfiltration.self, large: true),
            Sweep("Other attacks", "upload of 150 MB in pieces", Exfiltration.self, ["mode": "slow"], large: true),
            Sweep("Other attacks", "ARP spoofing", ARPSpoof.self),
            Sweep("Other attacks", "DHCP starvation", DHCPStarvation.self),
            Sweep("Other attacks", "rogue DHCP server", RogueDHCP.self),
        ]
        for channel in LateralMovement.channels {
            let name = channel.replacing("_", with: " ")
            rows.append(Sweep("Other attacks", "lateral movement, \(name)", LateralMovement.self, ["channel": channel]))
        }
        for (view, words) in [("pipe", "from its pipe on"), ("calls", "at its calls")] {
            rows.append(
                Sweep(
                    "Other attacks", "lateral movement, service, joined \(words)", LateralMovement.self, ["seen": view])
            )
        }
        return rows + [
            Sweep("Other attacks", "scan, brute force, lateral movement", AttackChain.self),
            Sweep("Other attacks", "a day with eleven attacks", AttackDay.self, large: true),
        ]
    }()

    static let benign: [Sweep] = [
        Sweep("Harmless", "an office day", BenignDay.self, large: true),
        Sweep(
            "Harmless", "a busy office, 50,000 packets", BenignMix.self, ["packets": 50_000, "duration": 120],
            large: true),
        Sweep("Harmless", "an hour of a network with six habits", BenignLife.self, large: true),
        Sweep(
            "Harmless", "an hour of a larger network with twelve habits", BenignLife.self,
            ["kind": "wide", "habits": 12], large: true),
    ]

    /// `10,000`, `0.1`.
    private static func figure(_ value: Double) -> String { value < 1 ? "\(value)" : figure(Int(value)) }

    private static func figure(_ value: Int) -> String {
        value < 1000 ? "\(value)" : "\(value / 1000)," + String(String(1000 + value % 1000).dropFirst())
    }
}
