/// The stable name of a kind of detection. It lives in users' databases: never rename one.
public struct DetectionID: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public var description: String { rawValue }
    public static func < (left: DetectionID, right: DetectionID) -> Bool { left.rawValue < right.rawValue }

    public static let portScanVertical = DetectionID(rawValue: "port_scan_vertical")
    public static let scanHorizontal = DetectionID(rawValue: "scan_horizontal")
    public static let icmpSweep = DetectionID(rawValue: "icmp_sweep")
    public static let arpSweep = DetectionID(rawValue: "arp_sweep")
    public static let ipProtocolScan = DetectionID(rawValue: "ip_protocol_scan")
    public static let synFlood = DetectionID(rawValue: "syn_flood")
    public static let udpFlood = DetectionID(rawValue: "udp_flood")
    public static let icmpFlood = DetectionID(rawValue: "icmp_flood")
    public static let tcpReflectionFlood = DetectionID(rawValue: "tcp_reflection_flood")
    public static let httpFlood = DetectionID(rawValue: "http_flood")
    public static let httpSlowDoS = DetectionID(rawValue: "http_slow_dos")
    public static let dnsTunnel = DetectionID(rawValue: "dns_tunnel")
    public static let icmpTunnel = DetectionID(rawValue: "icmp_tunnel")
    public static let c2Beacon = DetectionID(rawValue: "c2_beacon")
    public static let dga = DetectionID(rawValue: "dga")
    public static let exfiltration = DetectionID(rawValue: "exfiltration")
    public static let arpSpoof = DetectionID(rawValue: "arp_spoof")
    public static let dhcpStarvation = DetectionID(rawValue: "dhcp_starvation")
    public static let rogueDHCP = DetectionID(rawValue: "rogue_dhcp")
    public static let threatIntel = DetectionID(rawValue: "threat_intel")
    public static let anomaly = DetectionID(rawValue: "anomaly")
    public static let newExternalService = DetectionID(rawValue: "new_external_service")
    public static let rareDestination = DetectionID(rawValue: "rare_destination")
    public static let newServer = DetectionID(rawValue: "new_server")
    public static let newPlace = DetectionID(rawValue: "new_place")

    /// `brute_force_ssh`, …
    public static func bruteForce(_ service: Service) -> DetectionID {
        DetectionID(rawValue: "brute_force_\(service.name)")
    }

    /// `password_spray_kerberos`, …
    public static func passwordSpray(_ service: Service) -> DetectionID {
        DetectionID(rawValue: "password_spray_\(service.name)")
    }

    /// `lateral_movement_smb`, `_wmi`, `_dcom`, `_winrm`, `_rdp`, `_ssh`, `_scheduled_task`, `_service`.
    public static func lateralMovement(_ channel: String) -> DetectionID {
        DetectionID(rawValue: "lateral_movement_\(channel)")
    }
}
