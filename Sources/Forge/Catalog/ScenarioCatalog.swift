/// Every scenario there is: one line each, in order of their names.
package enum ScenarioCatalog {
    package static let all: [any Scenario.Type] = [
        AmplificationFlood.self,
        ARPSpoof.self,
        ARPSweep.self,
        AttackChain.self,
        AttackDay.self,
        BenignDay.self,
        BenignLife.self,
        BenignMix.self,
        BruteForce.self,
        Beacon.self,
        DGA.self,
        DHCPStarvation.self,
        DNSTunnel.self,
        Exfiltration.self,
        HorizontalScan.self,
        HTTPFlood.self,
        ICMPFlood.self,
        ICMPSweep.self,
        ICMPTunnel.self,
        IPProtocolScan.self,
        LateralMovement.self,
        PasswordSpray.self,
        RogueDHCP.self,
        SlowDoS.self,
        SYNFlood.self,
        TCPReflection.self,
        UDPFlood.self,
        VerticalScan.self,
    ]

    /// The scenario of that name, or nil.
    package static func scenario(named name: String) -> (any Scenario.Type)? {
        all.first { $0.card.name == name }
    }

    /// The scenario of that name; the error names those that there are.
    package static func find(_ name: String) throws(ForgeError) -> any Scenario.Type {
        if let scenario = scenario(named: name) { return scenario }
        let names = all.map { $0.card.name }.joined(separator: ", ")
        throw ForgeError(.unknownScenario, "There is no scenario named \(name). There are: \(names).")
    }
}
