/// Every rule there is, one line each. A test compares the list with the files in `Rules/`.
package enum RuleCatalog {
    package static let all: [any DetectionRule.Type] = [
        PortScan.self,
        HorizontalScan.self,
        IcmpSweep.self,
        ArpSweep.self,
        ProtocolScan.self,
        SynFlood.self,
        UdpFlood.self,
        AmplificationFlood.self,
        TcpReflectionFlood.self,
        IcmpFlood.self,
        HttpFlood.self,
        HttpSlowDoS.self,
        ArpSpoof.self,
        BruteForce.self,
        PasswordSpray.self,
        DNSTunnel.self,
        ICMPTunnel.self,
        Beacon.self,
        DGA.self,
        Exfiltration.self,
        LateralMovement.self,
        LateralHop.self,
        DhcpStarvation.self,
        RogueDhcp.self,
    ]

    package static var cards: [RuleCard] { all.map { $0.card } }
}
