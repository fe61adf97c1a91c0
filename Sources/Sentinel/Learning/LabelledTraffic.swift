package import Detection
import Forge
import Foundation
package import Vocabulary

/// Traffic of which it is known what is in it: forged, or a capture that somebody labelled.
package struct LabelledTraffic: Sendable {
    /// One attack in it.
    package struct Attack: Sendable {
        package let detection: String
        /// Who and whom, as far as they have addresses; empty where nobody can be named.
        package let parties: Set<String>
        /// When it takes place; nil: all the time.
        package let time: ClosedRange<Double>?
        package let isOptional: Bool

        /// The finding is about this attack: one of its parties, while it takes place (a minute more or less).
        package func isShown(by finding: Finding) -> Bool {
            if let time {
                let from = finding.firstSeen.seconds - 60
                let to = finding.lastSeen.seconds + 60
                guard to >= time.lowerBound, from <= time.upperBound else { return false }
            }
            guard !parties.isEmpty else { return true }
            return (finding.attackers + finding.victims).contains { parties.contains($0.description) }
        }

        /// What a host did is part of this attack: the host is one of its parties, while it takes place.
        package func isPart(_ window: BehaviourWindow) -> Bool {
            if let time {
                guard window.last.seconds >= time.lowerBound, window.first.seconds <= time.upperBound else {
                    return false
                }
            }
            return parties.isEmpty || parties.contains(window.subject.description)
        }
    }

    package init(name: String, kind: String, origin: BehaviourRun.Origin, attacks: [Attack]) {
        self.name = name
        self.kind = kind
        self.origin = origin
        self.attacks = attacks
    }

    package let name: String
    /// The heading it is counted under.
    package let kind: String
    package let origin: BehaviourRun.Origin
    package let attacks: [Attack]
    package var isBenign: Bool { attacks.isEmpty }
}

extension LabelledTraffic {
    /// Every forged sweep, the harmless ones included, and harmless days and networks of seeds that no model was made of.
    package static var forged: [LabelledTraffic] {
        let days = (901...903).map { harmless(BenignDay.self, Knobs(BenignDay.card), seed: $0) }
        let life = Knobs(BenignLife.card).with(["hours": 1, "habits": 6])
        return sweeps + days + (9001...9048).map { harmless(BenignLife.self, life, seed: $0) }
    }

    private static func harmless(_ scenario: any Scenario.Type, _ knobs: Knobs, seed: Int) -> LabelledTraffic {
        LabelledTraffic(
            name: "\(scenario.card.name), seed \(seed)", kind: "Harmless",
            origin: .forged(scenario, knobs, seed: UInt64(seed)), attacks: [])
    }

    private static var sweeps: [LabelledTraffic] {
        SweepCatalog.all.map { sweep in
            let truth = sweep.scenario.make(knobs: sweep.knobs, seed: 1).truth
            return LabelledTraffic(
                name: sweep.label, kind: sweep.group,
                origin: .forged(sweep.scenario, sweep.knobs, seed: 1),
                attacks: truth.map { expected in
                    Attack(
                        detection: expected.detection.rawValue,
                        parties: Set((expected.attackers + expected.victims).map(\.description)), time: nil,
                        isOptional: expected.isOptional)
                })
        }
    }

    /// The captures that a manifest in this folder labels: `manifest.json` with `files`, each with a `path`, a `kind` and a `label`.
    package static func corpus(_ folder: String) throws(SentinelError) -> [LabelledTraffic] {
        let manifest: Manifest
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent("manifest.json"))
            manifest = try JSONDecoder().decode(Manifest.self, from: data)
        } catch {
            throw SentinelError(
                .capture, "\(folder) has no manifest.json that says what its captures are.", cause: error)
        }
        return manifest.files.compactMap { file in
            guard let isBenign = file.label.expectedNone else { return nil }
            let attacks = isBenign ? [] : (file.label.attacks ?? []).map(\.attack)
            guard isBenign || !attacks.isEmpty else { return nil }
            return LabelledTraffic(
                name: file.path, kind: isBenign ? "benign" : file.kind, origin: .file("\(folder)/\(file.path)"),
                attacks: attacks)
        }
    }

    private struct Manifest: Decodable {
        let files: [File]

        struct File: Decodable {
            let path: String
            let kind: String
            let label: Label
        }
        struct Label: Decodable {
            let expectedNone: Bool?
            let attacks: [Expected]?
            enum CodingKeys: String, CodingKey {
                case expectedNone = "expected_none"
                case attacks = "expected_detections"
            }
        }
        struct Expected: Decodable {
            let detection: String
            let strength: String?
            let attackers: [String]?
            let victims: [String]?
            let start: Double?
            let end: Double?
            enum CodingKeys: String, CodingKey {
                case detection, strength, attackers, victims
                case start = "time_start"
                case end = "time_end"
            }

            /// Addresses stand among words (`10.2.1.99 (08:00:27:9c:b3:fe)`, `spoofed`).
            var attack: Attack {
                var parties: Set<String> = []
                for text in (attackers ?? []) + (victims ?? []) {
                    for word in text.split(whereSeparator: { " (),;".contains($0) }) {
                        if let address = IPAddress(String(word)) { parties.insert("\(address)") }
                        if let mac = MACAddress(String(word)) { parties.insert("\(mac)") }
                    }
                }
                var time: ClosedRange<Double>?
                if let start, let end, start <= end { time = start...end }
                return Attack(
                    detection: detection, parties: parties, time: time, isOptional: strength == "optional")
            }
        }
    }
}
