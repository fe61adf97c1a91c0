extension DetectionID {
    /// What a person calls it, such as `SSH brute force`; the id itself when it is not one of ours.
    public var title: String {
        if let fixed = Self.titles[rawValue] { return fixed }
        for (prefix, words) in [("brute_force_", "brute force"), ("password_spray_", "password spray")]
        where rawValue.hasPrefix(prefix) {
            return "\(rawValue.dropFirst(prefix.count).uppercased()) \(words)"
        }
        if rawValue.hasPrefix("lateral_movement_") {
            let channel = rawValue.dropFirst("lateral_movement_".count)
            return "Lateral movement by \(Self.channels[String(channel)] ?? channel.uppercased())"
        }
        return rawValue
    }

    private static let channels = ["scheduled_task": "scheduled task", "service": "service creation", "winrm": "WinRM"]

    private static let titles = [
        "port_scan_vertical": "Port scan", "scan_horizontal": "Host scan", "icmp_sweep": "Ping sweep",
        "arp_sweep": "ARP sweep", "ip_protocol_scan": "IP protocol scan", "syn_flood": "SYN flood",
        "udp_flood": "UDP flood", "icmp_flood": "ICMP flood", "tcp_reflection_flood": "TCP reflection flood",
        "http_flood": "HTTP flood", "http_slow_dos": "Slow HTTP denial of service", "dns_tunnel": "DNS tunnel",
        "icmp_tunnel": "ICMP tunnel", "c2_beacon": "Beacon", "dga": "Generated domain names",
        "exfiltration": "Data exfiltration", "arp_spoof": "ARP spoofing", "dhcp_starvation": "DHCP starvation",
        "rogue_dhcp": "Rogue DHCP server", "threat_intel": "Known bad address", "anomaly": "Anomaly",
        "new_external_service": "New service open to the outside", "rare_destination": "Rare destination",
        "new_server": "New device acting as a server", "new_place": "Data to a never-seen place",
    ]
}
