package import Vocabulary

/// An ordinary day in which several things go wrong.
package enum AttackDay: Scenario {
    package static let card = ScenarioCard(
        name: "attack-day", title: "Day with attacks",
        summary:
            "The benign day with a dozen attacks spread over it, from a port scan in the morning to a beacon all day.",
        detections: [
            .portScanVertical, .bruteForce(.ssh), .dnsTunnel, .c2Beacon, .arpSpoof, .synFlood,
            .lateralMovement("service"),
            .exfiltration, .dga, .scanHorizontal, .passwordSpray(.kerberos),
        ],
        knobs: BenignDay.card.knobs)

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        var truth = BenignDay.stage(knobs, in: network, from: start, on: &timeline)
        let hours = knobs.number("hours")
        let plan: [(Double, any Scenario.Type, KeyValuePairs<String, any CustomStringConvertible>)] = [
            (0.05, Beacon.self, ["interval": 300, "count": Int(max(12, hours * 11)), "jitter": 0.2]),
            (0.08, VerticalScan.self, ["ports": 400, "rate": 20]),
            (0.15, BruteForce.self, ["service": "ssh", "count": 90, "rate": 1]),
            (0.22, PasswordSpray.self, ["service": "kerberos", "accounts": 60, "rate": 0.5]),
            (0.3, DNSTunnel.self, ["rate": 200, "duration": 300]),
            (0.38, ARPSpoof.self, ["duration": 120]),
            (0.45, HorizontalScan.self, ["hosts": 120, "rate": 5]),
            (0.52, SYNFlood.self, ["rate": 800, "duration": 15]),
            (0.6, LateralMovement.self, ["channel": "service", "hosts": 4]),
            (0.7, DGA.self, ["count": 120, "rate": 0.5]),
            (0.8, Exfiltration.self, ["megabytes": 60, "past": 0]),
        ]
        for (part, scenario, settings) in plan {
            let begin = start.advanced(bySeconds: hours * 3600 * part)
            truth += scenario.stage(scenario.defaults.with(settings), in: network, from: begin, on: &timeline)
        }
        return truth
    }
}
