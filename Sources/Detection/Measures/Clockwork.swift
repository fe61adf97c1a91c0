package import Vocabulary

/// Services that keep time for good reasons: what runs by a clock there is not a beacon.
package enum Clockwork {
    /// Never judged, wherever it goes: time, names, leases, discovery, management, key exchange, NAT keep-alives.
    package static func isTimekeeper(_ key: FlowKey) -> Bool {
        guard key.transport == .udp else { return false }
        switch key.responderPort {
        case 53, 67, 68, 69, 123, 137, 138, 161, 162, 319, 320, 500, 514, 520, 521, 546, 547, 1194, 1812, 1813, 1900,
            3074, 3478...3481, 3702, 4500, 5060, 5061, 5246, 5247, 5349, 5350, 5351, 5353, 5355, 6343, 9993, 10001,
            19_302...19_309, 27_000...27_100, 41_641, 51_820, 2055, 4739, 9995, 9996:
            return true
        default: return key.initiatorPort == key.responderPort
        }
    }

    /// Services whose ordinary clients come by a clock or whose attackers are named by other rules (log-ins).
    package static func isLoginService(_ service: Service) -> Bool {
        switch service {
        case .ssh, .ftp, .telnet, .rdp, .vnc, .smb, .smtp, .pop3, .imap, .mysql, .postgresql, .mqtt, .kerberos, .ldap,
            .winrm, .dcerpc, .ntp, .snmp, .dhcp, .mdns, .llmnr, .nbns, .ssdp, .dns:
            true
        default: false
        }
    }

    /// Machines polling machines inside one network: automation, monitoring, databases, printing, file and mail service.
    package static func isPlantPort(_ port: UInt16) -> Bool {
        switch port {
        case 102, 111, 389, 464, 502, 514, 515, 554, 623, 631, 636, 873, 1433, 1521, 1812, 1883, 2049, 2181, 2379, 2380,
            2404, 2575, 3260, 3268, 3269, 4369, 4840, 5044, 5060, 5061, 5222, 5269, 5432, 5666, 5667, 5671, 5672, 6379,
            6443, 6556, 8086, 8123, 8300, 8301, 8500, 8883, 9090...9104, 9200, 9300, 9418, 10_050, 10_051, 11_211,
            11_112,
            12_489, 20_000, 27_017, 34_962...34_964, 44_818, 47_808, 3306, 3389, 88, 135, 139, 445, 22, 23, 21, 25, 110,
            143, 587, 993, 995, 465:
            true
        default: false
        }
    }

    /// Long connections that are kept alive by a clock: push services, chat, telephony, games, remote support, media.
    package static func isKeptAlive(_ port: UInt16) -> Bool {
        switch port {
        case 554, 853, 993, 995, 1194, 1723, 1883, 1935, 3128, 3478...3481, 4070, 4244, 5060, 5061, 5222, 5223,
            5228...5230,
            5242, 5269, 5349, 5671, 5672, 5938, 6660...6669, 6697, 7070, 8009, 8801...8810, 8883, 9418, 15_671, 15_672,
            25_565, 27_000...27_100, 51_413, 6881...6999:
            true
        default: isPlantPort(port)
        }
    }

    private static let checks = [
        "/generate_204", "/gen_204", "/hotspot-detect.html", "/connecttest.txt", "/ncsi.txt", "/success.txt",
        "/canonical.html", "/check_network_status.txt", "/library/test/success.html", "/kindle-wifi/wifistub.html",
    ]
    /// A bit for each of their lengths.
    private static let lengths = checks.reduce(UInt64(0)) { $0 | 1 << UInt64($1.utf8.count) }
    private static let words = [
        "connectivity", "detectportal", "captive", "connecttest", "networkcheck", "network-test", "nmcheck",
    ]

    /// What operating systems ask every few minutes to learn whether they are behind a captive portal.
    /// The path is the first `count` bytes of the target.
    package static func isReachabilityCheck(host: String, path target: String, _ count: Int) -> Bool {
        if count == 1 {
            return target.utf8.first == UInt8(ascii: "/")
                && host.split(separator: ".").dropLast().contains { label in words.contains { label.hasPrefix($0) } }
        }
        guard count < 64, lengths & 1 << UInt64(count) != 0 else { return false }
        return checks.contains { $0.utf8.count == count && $0.utf8.elementsEqual(target.utf8.prefix(count)) }
    }

    package static func isWeb(_ port: UInt16) -> Bool {
        switch port {
        case 80, 443, 8000, 8008, 8080, 8081, 8088, 8443, 8888, 3128: true
        default: false
        }
    }
}
