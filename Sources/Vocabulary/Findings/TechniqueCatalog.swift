extension Technique {
    /// The techniques our rules can report (MITRE ATT&CK Enterprise, November 2025), by id.
    public static let catalog: [String: Technique] = Dictionary(
        uniqueKeysWithValues: table.map { ($0.id, $0) })

    /// Looks an id up; nil for an id that is not in our table.
    public static func named(_ id: String) -> Technique? { catalog[id] }

    private static let table: [Technique] = [
        Technique(id: "T1018", name: "Remote System Discovery", tactic: "discovery"),
        Technique(id: "T1021.001", name: "Remote Desktop Protocol", tactic: "lateral-movement"),
        Technique(id: "T1021.002", name: "SMB/Windows Admin Shares", tactic: "lateral-movement"),
        Technique(id: "T1021.003", name: "Distributed Component Object Model", tactic: "lateral-movement"),
        Technique(id: "T1021.004", name: "SSH", tactic: "lateral-movement"),
        Technique(id: "T1021.005", name: "VNC", tactic: "lateral-movement"),
        Technique(id: "T1021.006", name: "Windows Remote Management", tactic: "lateral-movement"),
        Technique(id: "T1030", name: "Data Transfer Size Limits", tactic: "exfiltration"),
        Technique(id: "T1041", name: "Exfiltration Over C2 Channel", tactic: "exfiltration"),
        Technique(id: "T1046", name: "Network Service Discovery", tactic: "discovery"),
        Technique(id: "T1047", name: "Windows Management Instrumentation", tactic: "execution"),
        Technique(id: "T1048", name: "Exfiltration Over Alternative Protocol", tactic: "exfiltration"),
        Technique(
            id: "T1048.003", name: "Exfiltration Over Unencrypted Non-C2 Protocol", tactic: "exfiltration"),
        Technique(id: "T1053.005", name: "Scheduled Task", tactic: "execution"),
        Technique(id: "T1071", name: "Application Layer Protocol", tactic: "command-and-control"),
        Technique(id: "T1071.001", name: "Web Protocols", tactic: "command-and-control"),
        Technique(id: "T1071.004", name: "DNS", tactic: "command-and-control"),
        Technique(id: "T1078", name: "Valid Accounts", tactic: "initial-access"),
        Technique(id: "T1095", name: "Non-Application Layer Protocol", tactic: "command-and-control"),
        Technique(id: "T1110", name: "Brute Force", tactic: "credential-access"),
        Technique(id: "T1110.001", name: "Password Guessing", tactic: "credential-access"),
        Technique(id: "T1110.003", name: "Password Spraying", tactic: "credential-access"),
        Technique(id: "T1133", name: "External Remote Services", tactic: "persistence"),
        Technique(id: "T1210", name: "Exploitation of Remote Services", tactic: "lateral-movement"),
        Technique(id: "T1498", name: "Network Denial of Service", tactic: "impact"),
        Technique(id: "T1498.001", name: "Direct Network Flood", tactic: "impact"),
        Technique(id: "T1498.002", name: "Reflection Amplification", tactic: "impact"),
        Technique(id: "T1499", name: "Endpoint Denial of Service", tactic: "impact"),
        Technique(id: "T1499.001", name: "OS Exhaustion Flood", tactic: "impact"),
        Technique(id: "T1499.002", name: "Service Exhaustion Flood", tactic: "impact"),
        Technique(id: "T1557", name: "Adversary-in-the-Middle", tactic: "credential-access"),
        Technique(id: "T1557.002", name: "ARP Cache Poisoning", tactic: "credential-access"),
        Technique(id: "T1557.003", name: "DHCP Spoofing", tactic: "credential-access"),
        Technique(id: "T1543.003", name: "Windows Service", tactic: "persistence"),
        Technique(id: "T1568.002", name: "Domain Generation Algorithms", tactic: "command-and-control"),
        Technique(id: "T1569.002", name: "Service Execution", tactic: "execution"),
        Technique(id: "T1571", name: "Non-Standard Port", tactic: "command-and-control"),
        Technique(id: "T1572", name: "Protocol Tunneling", tactic: "command-and-control"),
        Technique(id: "T1573", name: "Encrypted Channel", tactic: "command-and-control"),
        Technique(id: "T1595.001", name: "Scanning IP Blocks", tactic: "reconnaissance"),
    ]
}
