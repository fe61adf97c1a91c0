import Flows
import Learning
import Testing
import Vocabulary

@testable import Detection

struct AnomalyTests {
    /// A model of hosts that begin ten to twenty conversations a minute with a few hosts, nearly all of them answered.
    static func baseline() throws -> BehaviourBaseline {
        var random = SplitMix(seed: 11)
        var rows = FeatureMatrix(width: Aspect.contacts.features.count)
        for _ in 0..<1000 {
            rows.append(
                FeatureRow([
                    3.4 + random.unit(), 1 + 3.5 * random.unit(), 1 + random.unit(), random.unit(), random.unit() / 4,
                    1 + random.unit(), 1 + 2 * random.unit(), 0, random.unit() / 2,
                ]))
        }
        var options = IsolationForest.Options()
        options.reach = 0.5
        let aspect = try AspectModel(
            name: "contacts", features: Aspect.contacts.features.map(\.name), training: rows, days: 1, budget: 1,
            options: options)
        return BehaviourBaseline(
            AnomalyModel(
                kind: .own, featureVersion: AspectCatalog.version, trainedAt: 1, days: 1, budget: 1, aspects: [aspect]))
    }

    private func findings(_ scene: Scene, _ settings: [String: Double] = [:]) throws -> [Finding] {
        var rules = RuleSet(
            context: DetectionContext(home: HomeNetworks(), hosts: HostWindows()), catalog: [Anomaly.self],
            settings: ["anomaly": settings], baseline: try Self.baseline())
        rules.observe(scene.events.sorted { ($0.timestamp, $0.order) < ($1.timestamp, $1.order) })
        rules.finish(at: Timestamp(seconds: 100_000), order: .max)
        return rules.drain()
    }

    private func contacts(_ scene: inout Scene, hosts: Int, refused: Bool, from start: Double) {
        scene.play(.tick, scene.flow(port: 0, at: start), at: start)
        for index in 0..<hosts {
            let time = start + Double(index) * 50 / Double(hosts)
            var flow = scene.flow(
                to: IPAddress(10, 0, UInt8(index / 200), UInt8(1 + index % 200)), port: 445, at: time)
            flow.firstFlags = .syn
            flow.initiator.packets = 1
            scene.play(.opened, flow, at: time)
            scene.play(refused ? .refused : .established, flow, at: time)
        }
    }

    @Test func `who turns to hundreds in vain stands out, with the features that say so`() throws {
        var scene = Scene()
        contacts(&scene, hosts: 400, refused: true, from: 60)
        contacts(&scene, hosts: 400, refused: true, from: 120)
        let finding = try #require(try findings(scene).first)
        #expect(finding.detection == .anomaly)
        #expect(finding.attackers == [.address(Scene.client)])
        #expect(finding.techniques == ["T1046"])
        #expect(finding.evidence.first?.name == "aspect")
        guard case .list(let names) = finding.evidence.first(where: { $0.name == "features" })?.value else {
            Issue.record("no features are named")
            return
        }
        #expect(!names.isEmpty)
        for name in names {
            #expect(finding.evidence.contains { $0.name == name && $0.threshold != nil })
            #expect(finding.evidence.contains { $0.name == "\(name)_usual" })
        }
        let score = try #require(finding.evidence.first { $0.name == "score" })
        guard case .measure(let value) = score.value else {
            Issue.record("the score is no measure")
            return
        }
        #expect(value > (score.threshold ?? 1))
        #expect(finding.flows.count == 4)
    }

    @Test func `an ordinary minute is silent`() throws {
        var scene = Scene()
        for minute in 1...30 { contacts(&scene, hosts: 14, refused: false, from: Double(minute * 60)) }
        #expect(try findings(scene).isEmpty)
    }

    @Test func `what goes on is told once, and again after a quiet day`() throws {
        var scene = Scene()
        for minute in 1...10 { contacts(&scene, hosts: 400, refused: true, from: Double(minute * 60)) }
        #expect(try findings(scene).count == 1)
        for start in [9000.0, 9060] { contacts(&scene, hosts: 400, refused: true, from: start) }
        #expect(try findings(scene).count == 1)
        #expect(try findings(scene, ["quiet_hours": 1]).count == 2)
        for start in [90_000.0, 90_060] { contacts(&scene, hosts: 400, refused: true, from: start) }
        #expect(try findings(scene).count == 2)
    }

    @Test func `what stands out a little counts when it does so again within half an hour`() {
        var told = Anomaly.Told()
        func isAgreed(_ bit: UInt16, _ second: Double) -> Bool { told.isAgreed(bit, Timestamp(seconds: second)) }
        let first = [isAgreed(1, 60), isAgreed(1, 70), isAgreed(1, 125)]
        #expect(first == [false, false, true])
        let other = [isAgreed(2, 130), isAgreed(2, 200)]
        #expect(other == [false, true])
        let late = [isAgreed(1, 9000), isAgreed(2, 9100), isAgreed(1, 9100)]
        #expect(late == [false, false, true])
    }

    @Test func `a smaller budget asks for more`() throws {
        var scene = Scene()
        contacts(&scene, hosts: 60, refused: false, from: 60)
        let many = try findings(scene, ["alarms_a_day": 1000]).count
        let few = try findings(scene, ["alarms_a_day": 0.01]).count
        #expect(many >= few)
    }

    @Test func `without a model nothing is judged`() {
        var scene = Scene()
        contacts(&scene, hosts: 400, refused: true, from: 60)
        var rules = RuleSet(
            context: DetectionContext(home: HomeNetworks(), hosts: HostWindows()), catalog: [Anomaly.self],
            baseline: BehaviourBaseline(nil))
        rules.observe(scene.events)
        rules.finish(at: Timestamp(seconds: 1000), order: .max)
        #expect(rules.drain().isEmpty)
    }

    @Test func `the same events give the same findings`() throws {
        var scene = Scene()
        for minute in 1...3 { contacts(&scene, hosts: 400, refused: true, from: Double(minute * 60)) }
        #expect(try findings(scene) == findings(scene))
    }
}
