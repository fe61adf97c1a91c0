import Testing
import Vocabulary

@testable import Incidents

@Suite struct CorrelatorTests {
    let attacker = Party.address(IPAddress(10, 0, 0, 66))
    let victim = Party.address(IPAddress(10, 0, 0, 5))
    let other = Party.address(IPAddress(10, 0, 0, 7))

    func finding(
        _ detection: DetectionID, by attackers: [Party], on victims: [Party], at second: Double,
        techniques: [String] = ["T1046"], severity: Severity = .medium
    ) -> Finding {
        Finding(
            detection: detection, summary: "something happened", severity: severity, confidence: 0.8,
            techniques: techniques, attackers: attackers, victims: victims,
            evidence: [Evidence("count", count: 20, threshold: 15)], firstSeen: Timestamp(seconds: second),
            lastSeen: Timestamp(seconds: second + 1), order: UInt64(second * 8))
    }

    @Test func `fifty hits from one source are one incident with one event`() {
        var correlator = Correlator()
        var opened = 0
        for hit in 0..<50 {
            for change in correlator.observe(finding(.threatIntel, by: [attacker], on: [victim], at: Double(hit))) {
                if case .opened = change { opened += 1 }
            }
        }
        #expect(opened == 1)
        #expect(correlator.incidents.count == 1)
        #expect(correlator.incidents.first?.events.map(\.repeats) == [50])
    }

    @Test func `a scan, a guessed password and lateral movement become one story in order`() {
        var correlator = Correlator()
        _ = correlator.observe(finding(.portScanVertical, by: [attacker], on: [victim], at: 0))
        _ = correlator.observe(
            finding(
                .bruteForce(.ssh), by: [attacker], on: [victim], at: 60, techniques: ["T1110.001", "T1078"],
                severity: .high))
        _ = correlator.observe(
            finding(
                .lateralMovement("smb"), by: [attacker], on: [other], at: 120, techniques: ["T1021.002"],
                severity: .high)
        )
        #expect(correlator.incidents.count == 1)
        let story = correlator.incidents.first
        #expect(
            story?.events.map(\.finding.detection) == [.portScanVertical, .bruteForce(.ssh), .lateralMovement("smb")])
        #expect(story?.severity == .critical)
        #expect(story?.attackers == [attacker])
        #expect(story?.victims == [victim, other])
    }

    @Test func `what a taken machine does is linked with how it was taken, and never makes it an attacker there`() {
        var correlator = Correlator()
        _ = correlator.observe(
            finding(.lateralMovement("wmi"), by: [attacker], on: [victim], at: 0, techniques: ["T1047"]))
        _ = correlator.observe(finding(.c2Beacon, by: [victim], on: [other], at: 60, techniques: ["T1071"]))
        let incidents = correlator.incidents
        #expect(incidents.map(\.attackers) == [[attacker], [victim]])
        #expect(incidents.map(\.related) == [[incidents[1].id], [incidents[0].id]])
    }

    @Test func `two attackers are two incidents`() {
        var correlator = Correlator()
        _ = correlator.observe(finding(.portScanVertical, by: [attacker], on: [victim], at: 0))
        _ = correlator.observe(finding(.portScanVertical, by: [other], on: [victim], at: 1))
        #expect(correlator.incidents.count == 2)
    }

    @Test func `a spoofed flood is one incident of its victim, and nobody is blamed`() {
        var correlator = Correlator()
        for second in 0..<5 {
            _ = correlator.observe(finding(.synFlood, by: [], on: [victim], at: Double(second)))
        }
        #expect(correlator.incidents.count == 1)
        #expect(correlator.incidents.first?.attackers == [])
    }

    @Test func `an incident closes after the quiet time and a later attack opens another`() {
        var correlator = Correlator(quiet: 600)
        _ = correlator.observe(finding(.portScanVertical, by: [attacker], on: [victim], at: 0))
        let changes = correlator.observe(finding(.portScanVertical, by: [attacker], on: [victim], at: 1000))
        #expect(changes.count == 2)
        if case .closed(let old)? = changes.first { #expect(old.events.count == 1) } else { Issue.record("not closed") }
        #expect(correlator.incidents.count == 1)
    }

    @Test func `a slow attack that is told tenfold later is one incident, for a day at most`() {
        var correlator = Correlator(quiet: 3600)
        var beacon = finding(.c2Beacon, by: [attacker], on: [victim], at: 0)
        for end in [2600, 36_000, 122_000] as [Double] {
            beacon.lastSeen = Timestamp(seconds: end)
            _ = correlator.observe(beacon)
            #expect(correlator.incidents.count == 1)
            #expect(correlator.incidents.first?.firstSeen == Timestamp(seconds: 0))
        }
        #expect(correlator.advance(to: Timestamp(seconds: 36_000 + 86_000 + 86_401)).count == 1)
        #expect(correlator.incidents.isEmpty)
    }

    @Test func `a suppression applies to what comes and to what was`() throws {
        var correlator = Correlator()
        _ = correlator.observe(finding(.portScanVertical, by: [attacker], on: [victim], at: 0))
        _ = correlator.observe(finding(.c2Beacon, by: [attacker], on: [victim], at: 5, techniques: ["T1071"]))
        let rule = try #require(
            Suppression(
                detection: .portScanVertical, attackers: AddressBlock("10.0.0.66"), reason: "our own scanner"))
        _ = correlator.suppress(rule)
        #expect(correlator.incidents.first?.detections == [.c2Beacon])
        #expect(correlator.observe(finding(.portScanVertical, by: [attacker], on: [victim], at: 9)).isEmpty)
        #expect(correlator.suppressed == 1)
        let all = try #require(Suppression(attackers: AddressBlock("10.0.0.0/24"), reason: "lab"))
        let changes = correlator.suppress(all)
        #expect(changes.first?.incident.status == .falsePositive)
        #expect(correlator.incidents.isEmpty)
    }

    @Test func `open incidents are capped and the quietest gives way`() {
        var correlator = Correlator(quiet: 1e9, capacity: 8)
        for index in 0..<100 {
            let source = Party.address(IPAddress(v4: 0x0B00_0000 + UInt32(index)))
            _ = correlator.observe(finding(.portScanVertical, by: [source], on: [victim], at: Double(index)))
        }
        #expect(correlator.incidents.count == 8)
        #expect(correlator.incidents.first?.firstSeen == Timestamp(seconds: 92))
    }

    @Test func `the same findings give the same incidents, ids included`() {
        func run() -> [Incident] {
            var correlator = Correlator()
            for second in 0..<20 {
                let source = Party.address(IPAddress(10, 0, 0, UInt8(second % 3)))
                _ = correlator.observe(finding(.portScanVertical, by: [source], on: [victim], at: Double(second)))
            }
            return correlator.incidents
        }
        #expect(run() == run())
        #expect(Set(run().map(\.id)).count == 3)
    }

    @Test func `an anomaly of somebody who has an incident joins it, and makes no victim an attacker`() {
        var correlator = Correlator()
        _ = correlator.observe(finding(.portScanVertical, by: [attacker], on: [victim], at: 0))
        _ = correlator.observe(finding(.anomaly, by: [attacker], on: [other], at: 10))
        _ = correlator.observe(finding(.anomaly, by: [victim], on: [attacker], at: 20))
        #expect(correlator.incidents.count == 1)
        let story = correlator.incidents.first
        #expect(story?.detections == [.portScanVertical, .anomaly])
        #expect(story?.attackers == [attacker])
    }

    @Test func `a finding takes over what was an anomaly of its attacker, or of its victim that accused nobody`() {
        var correlator = Correlator()
        _ = correlator.observe(finding(.anomaly, by: [attacker], on: [other], at: 0))
        _ = correlator.observe(finding(.bruteForce(.ssh), by: [attacker], on: [victim], at: 10))
        #expect(correlator.incidents.count == 1)
        _ = correlator.observe(finding(.anomaly, by: [], on: [IPAddress(10, 0, 0, 99)].map(Party.address), at: 20))
        _ = correlator.observe(
            finding(.synFlood, by: [], on: [IPAddress(10, 0, 0, 99)].map(Party.address), at: 30))
        #expect(correlator.incidents.count == 2)
    }

    @Test func `an anomaly that accuses the victim of a finding stays a story of its own`() {
        var correlator = Correlator()
        _ = correlator.observe(finding(.anomaly, by: [victim], on: [other], at: 0))
        _ = correlator.observe(finding(.portScanVertical, by: [attacker], on: [victim], at: 10))
        #expect(correlator.incidents.count == 2)
        #expect(correlator.incidents.last?.attackers == [attacker])
    }
}
