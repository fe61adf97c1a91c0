/// UDP services whose answers are larger than the questions, by port: what reflection floods are made of.
///
/// Source: US-CERT alert TA14-017A (UDP-based amplification attacks, revised list) and later public additions.
package enum Amplifier: String, Sendable {
    case echo, qotd, chargen, dns, tftp, portmapper, ntp, netbios, snmp, cldap, slp, isakmp, rip, mssql, radius, l2tp,
        ssdp
    case stun, ard, wsdiscovery, sip, mdns, natpmp, coap, quake, ubiquiti, memcached, steam, plex, dvr

    package init?(port: UInt16) {
        switch port {
        case 7: self = .echo
        case 17: self = .qotd
        case 19: self = .chargen
        case 53: self = .dns
        case 69: self = .tftp
        case 111: self = .portmapper
        case 123: self = .ntp
        case 137: self = .netbios
        case 161: self = .snmp
        case 389: self = .cldap
        case 427: self = .slp
        case 500, 4500: self = .isakmp
        case 520: self = .rip
        case 1434: self = .mssql
        case 1701: self = .l2tp
        case 1812: self = .radius
        case 1900: self = .ssdp
        case 3283: self = .ard
        case 3478: self = .stun
        case 3702: self = .wsdiscovery
        case 5060: self = .sip
        case 5351: self = .natpmp
        case 5353: self = .mdns
        case 5683: self = .coap
        case 10_001: self = .ubiquiti
        case 11_211: self = .memcached
        case 26_000: self = .quake
        case 27_015: self = .steam
        case 32_414: self = .plex
        case 37_810: self = .dvr
        default: return nil
        }
    }
}
