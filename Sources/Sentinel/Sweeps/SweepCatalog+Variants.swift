import Forge

/// The same attacks as other tools and other patience make them: knobs away from those of the sweeps and the tests.
extension SweepCatalog {
    static let variants: [Sweep] = [
        row("one port in 50 s, 60 ports", VerticalScan.self, ["rate": 0.02, "ports": 60]),
        row("all ports silent, one in 5 s", VerticalScan.self, ["rate": 0.2, "ports": 100, "filtered": 1, "open": 0]),
        row("60 ports, the sensor loses one frame in five", VerticalScan.self, ["rate": 5, "ports": 60, "loss": 0.2]),
        row(
            "UDP ports, nine in ten silent, 1/s", VerticalScan.self,
            ["technique": "udp", "rate": 1, "ports": 100, "filtered": 0.9]),
        row(
            "25 ports by connect at once", VerticalScan.self,
            ["technique": "connect", "rate": 400, "ports": 25, "open": 0]),
        row(
            "ACK scan of a firewall, 2/s", VerticalScan.self,
            ["technique": "ack", "rate": 2, "ports": 80, "filtered": 1]),
        row(
            "NULL scan from outside, one in 2 s", VerticalScan.self,
            ["technique": "null", "rate": 0.5, "ports": 50, "origin": "outside"]),
        row("100 ports among 15 decoys", VerticalScan.self, ["decoys": 15, "rate": 20, "ports": 100]),
        row(
            "ssh of 120 hosts of which most answer", HorizontalScan.self,
            ["port": 22, "hosts": 120, "rate": 0.5, "alive": 0.6, "open": 1]),
        row(
            "telnet of 300 far hosts, losses", HorizontalScan.self,
            ["port": 23, "hosts": 300, "rate": 10, "target": "internet", "loss": 0.1]),
        row(
            "web of 60 hosts, one in 20 s", HorizontalScan.self,
            ["port": 80, "hosts": 60, "rate": 0.05, "technique": "connect", "alive": 0.3]),
        row(
            "ssh, one try a connection, from inside", BruteForce.self,
            ["rate": 0.5, "tries": 1, "count": 40, "origin": "inside"]),
        row("ssh, six tries a connection", BruteForce.self, ["tries": 6, "rate": 2, "count": 60]),
        row("rdp, a try in 20 s", BruteForce.self, ["service": "rdp", "rate": 0.05, "count": 60]),
        row("vnc, losses", BruteForce.self, ["service": "vnc", "rate": 0.2, "count": 40, "loss": 0.05]),
        row("a web form", BruteForce.self, ["service": "http", "form": true, "rate": 1, "count": 60]),
        row(
            "smtp, a try in half a minute", BruteForce.self, ["service": "smtp", "tries": 1, "rate": 0.03, "count": 60]),
        row("mysql, a try in 50 s", BruteForce.self, ["service": "mysql", "rate": 0.02, "count": 60]),
        row("mqtt, from inside", BruteForce.self, ["service": "mqtt", "rate": 0.1, "count": 60, "origin": "inside"]),
        row(
            "imap among 200 flows/min", BruteForce.self,
            ["service": "imap", "rate": 0.1, "tries": 1, "count": 60, "background": 200]),
        row(
            "ssh spray over six hosts", PasswordSpray.self, ["service": "ssh", "hosts": 6, "accounts": 60, "rate": 0.1]),
        row("smb spray, an account in 50 s", PasswordSpray.self, ["service": "smb", "accounts": 30, "rate": 0.02]),
        row(
            "kerberos spray, an account in 200 s", PasswordSpray.self,
            ["service": "kerberos", "accounts": 12, "rate": 0.005]),
        row("100 SYN/s, spoofed", SYNFlood.self, ["rate": 100]),
        row("800 datagrams/s, spoofed", UDPFlood.self, ["rate": 800, "spoofed": true]),
        row("12 reflectors, 150 answers/s", AmplificationFlood.self, ["rate": 150, "reflectors": 12]),
        row("web, a connection a request, 120/s", HTTPFlood.self, ["rate": 120, "reuse": 1]),
        row("web, five sources on kept connections", HTTPFlood.self, ["sources": 5, "rate": 250, "reuse": 100]),
        row("60 slow requests, a crumb in 20 s", SlowDoS.self, ["connections": 60, "interval": 20]),
        row("DNS tunnel, 1 B/s for two hours", DNSTunnel.self, ["rate": 1, "duration": 7200]),
        row(
            "DNS tunnel, A records, hex, 20 B/s", DNSTunnel.self,
            ["rate": 20, "type": "A", "encoding": "hex", "duration": 600]),
        row(
            "DNS tunnel, A records, short names, 5 B/s", DNSTunnel.self,
            ["rate": 5, "type": "A", "chunk": 12, "duration": 3600]),
        row("DNS tunnel, losses, 300 flows/min", DNSTunnel.self, ["rate": 50, "loss": 0.2, "background": 300]),
        row("ICMP tunnel, 5 B/s", ICMPTunnel.self, ["rate": 5, "size": 32, "duration": 1200]),
        row(
            "beacon, 5 s, plain, odd port", Beacon.self,
            ["interval": 5, "jitter": 0.2, "count": 100, "transport": "raw"]),
        row(
            "beacon, 5 min, jitter 37 %, one in five missed", Beacon.self,
            ["interval": 300, "jitter": 0.37, "missed": 0.2, "transport": "http"]),
        row(
            "beacon, 20 s, inside a plain connection", Beacon.self, ["interval": 20, "long": true, "transport": "raw"]),
        row("upload of 60 MB", Exfiltration.self, ["megabytes": 60, "speed": 1]),
        row("ARP spoofing, every 20 s", ARPSpoof.self, ["interval": 20, "duration": 400]),
        row("DHCP starvation, 1/s, own frames", DHCPStarvation.self, ["rate": 1, "source": false]),
        row(
            "ssh from host to host, 5 min apart", LateralMovement.self, ["channel": "ssh", "hosts": 6, "interval": 300]),
        row("a task on one host", LateralMovement.self, ["channel": "scheduled_task", "hosts": 1]),
    ]

    private static func row(
        _ label: String, _ scenario: any Scenario.Type, _ settings: KeyValuePairs<String, any CustomStringConvertible>
    ) -> Sweep { Sweep("Variants", label, scenario, settings, large: true) }
}
