package import Vocabulary

/// One intruder: looks around, guesses a password, goes on from there.
package enum AttackChain: Scenario {
    package static let card = ScenarioCard(
        name: "attack-chain", title: "Attack in stages",
        summary: "A machine scans a server, guesses its way in, and starts services on the machines around it.",
        detections: [.portScanVertical, .bruteForce(.smb), .lateralMovement("service")],
        knobs: [
            .number("gap", 300, 1...86_400, unit: "s", "time between two stages"),
            .number("ports", 300, 10...65_535, "ports scanned"),
            .number("tries", 60, 5...10_000, "passwords tried"),
            .number("hosts", 4, 1...9, "machines taken over"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        var network = network
        network.clients[5] = network.intruder()
        let gap = knobs.number("gap")
        let scan = VerticalScan.stage(
            VerticalScan.defaults.with(["ports": knobs.number("ports"), "rate": 50]), in: network, from: start,
            on: &timeline)
        let second = start.advanced(bySeconds: knobs.number("ports") / 50 + gap)
        let guesses = BruteForce.stage(
            BruteForce.defaults.with([
                "service": "smb", "origin": "inside", "count": knobs.number("tries"), "rate": 2, "success": true,
            ]), in: network, from: second, on: &timeline)
        let third = second.advanced(bySeconds: knobs.number("tries") / 2 + gap)
        let movement = LateralMovement.stage(
            LateralMovement.defaults.with(["channel": "service", "hosts": knobs.number("hosts")]), in: network,
            from: third,
            on: &timeline)
        return scan + guesses + movement
    }
}
