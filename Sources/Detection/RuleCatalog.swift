/// Every rule there is, once each, in the order in which they see an event. A test compares the list with the files in `Rules/`.
///
/// `Both` joins two: a new rule joins a neighbour of its kind, `Both<PortSweep, NewRule>`.
package enum RuleCatalog {
    package typealias Scans = Both<Both<PortScan, HorizontalScan>, Both<Both<IcmpSweep, ArpSweep>, ProtocolScan>>
    package typealias Floods = Both<
        Both<Both<SynFlood, UdpFlood>, Both<AmplificationFlood, TcpReflectionFlood>>,
        Both<IcmpFlood, Both<HttpFlood, HttpSlowDoS>>
    >
    package typealias Credentials = Both<BruteForce, Both<PasswordSpray, SharedGuessing>>
    package typealias Tunnels = Both<DNSTunnel, ICMPTunnel>
    package typealias Channels = Both<Beacon, Both<DGA, Exfiltration>>
    package typealias Lateral = Both<LateralMovement, LateralHop>
    package typealias Leases = Both<DhcpStarvation, RogueDhcp>
    package typealias Rules = Both<
        Both<Scans, Both<Floods, ArpSpoof>>,
        Both<Both<Credentials, Tunnels>, Both<Both<Channels, ThreatIntel>, Both<Both<Lateral, Leases>, Anomaly>>>
    >

    package static var all: [any DetectionRule.Type] { Rules.rules }
    package static var cards: [RuleCard] { all.map { $0.card } }
}
