import Capture
import Detection
import Forge
import Learning
import Sentinel
import TestKit
import Testing

struct BaseTrainingTests {
    @Test func `it is calibrated on other networks than it is trained on`() {
        func seeds(_ isHeld: Bool) -> Set<String> {
            Set(BaseTraining.forged.filter { $0.isHeld == isHeld }.map { "\($0.scenario.card.name) \($0.seed)" })
        }
        #expect(seeds(true).isDisjoint(with: seeds(false)))
        #expect(seeds(true).count > 50 && seeds(false).count > 100)
        let judged = LabelledTraffic.forged.compactMap { traffic -> String? in
            guard case .forged(let scenario, _, let seed) = traffic.origin else { return nil }
            return "\(scenario.card.name) \(seed)"
        }
        #expect(seeds(true).union(seeds(false)).isDisjoint(with: judged))
    }

    @Test func `no attack is in it`() {
        #expect(BaseTraining.forged.allSatisfy { $0.scenario.card.detections.isEmpty })
    }

    @Test func `the same networks give the same model, byte for byte`() throws {
        func bytes() throws -> [UInt8] {
            var training = BaseTraining()
            for part in BaseTraining.forged.filter({ $0.scenario.card.name == BenignLife.card.name }).prefix(12) {
                let run = try BehaviourRun.of(
                    .forged(part.scenario, part.knobs, seed: part.seed),
                    settings: ModelTrial.settings(BehaviourBaseline(nil)), records: true, stop: StopSignal())
                training.add(run, isHeld: part.isHeld)
            }
            return training.model(trainedAt: 0).bytes
        }
        let first = try bytes()
        #expect(try first == bytes())
        #expect(first.count > 1000)
    }

    @Test func `the program has a model built in, of its own features and small`() throws {
        let model = try #require(BehaviourBaseline.shipped.model)
        #expect(model.kind == .base)
        #expect(model.aspects.count >= 6)
        #expect(BehaviourBaseline.shipped.count == model.aspects.count)
        #expect(model.bytes.count < 1_000_000)
    }
}
