import Vocabulary

/// Words that say what kind of thing was done, and which detections they may be said of.
enum TopicGate {
    static func complaint(_ tokens: [ClaimToken], _ ledger: EvidenceLedger) -> String? {
        let isDenied = tokens.contains {
            ["no", "not", "none", "never", "nobody", "cannot", "whether"].contains($0.lower)
        }
        for token in tokens where !token.lower.isEmpty {
            for gate in gates where gate.stems.contains(where: { token.lower.hasPrefix($0) }) {
                if !gate.families.isDisjoint(with: ledger.families) { continue }
                if gate.needsSuccess, isDenied || showsSuccess(ledger) { continue }
                if gate.alsoSpoofed, ledger.ownWords.contains("spoofed") { continue }
                return "says “\(token.text)”, which no cited event is about"
            }
        }
        return nil
    }

    /// Somebody logged in or ran something.
    private static func showsSuccess(_ ledger: EvidenceLedger) -> Bool {
        ledger.techniques.contains("T1078") || ledger.families.contains(.lateral)
            || ledger.entries.contains { entry in
                entry.value > 0 && entry.polarities.contains { $0.group == "outcome" && $0.side == "successful" }
            }
    }

    private struct Gate {
        let stems: [String]
        let families: Set<DetectionFamily>
        var needsSuccess = false
        var alsoSpoofed = false
    }

    private static let gates: [Gate] = [
        Gate(stems: ["scan", "sweep", "probe", "probing", "reconnaissance"], families: [.scan]),
        Gate(
            stems: ["flood", "denial", "ddos", "dos", "overload", "saturat", "amplif"],
            families: [.flood, .webFlood, .dhcpStarvation]),
        Gate(
            stems: ["brute", "guess", "spray", "password", "log-in", "login", "credential"],
            families: [.credentials, .lateral, .arpSpoof, .rogueDHCP]),
        Gate(
            stems: [
                "succe", "compromis", "gained", "entered", "breach", "got", "intrud", "intrusion", "taken", "took",
            ],
            families: [.lateral], needsSuccess: true),
        Gate(stems: ["exfiltrat", "stole", "steal", "leak"], families: [.exfiltration, .dnsTunnel, .icmpTunnel]),
        Gate(stems: ["tunnel", "covert"], families: [.dnsTunnel, .icmpTunnel]),
        Gate(stems: ["beacon", "clock", "heartbeat"], families: [.beacon]),
        Gate(
            stems: ["command-and-control", "c2"],
            families: [.beacon, .dga, .dnsTunnel, .icmpTunnel, .intelligence]),
        Gate(stems: ["lateral", "spread"], families: [.lateral]),
        Gate(
            stems: [
                "spoof", "poison", "imperson", "intercept", "eavesdrop", "man-in-the-middle", "adversary-in-the-middle",
            ],
            families: [.arpSpoof, .rogueDHCP, .dhcpStarvation], alsoSpoofed: true),
        Gate(stems: ["reflect"], families: [.flood]),
        Gate(stems: ["starv"], families: [.dhcpStarvation]),
    ]
}
