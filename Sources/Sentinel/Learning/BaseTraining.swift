package import Detection
import Flows
package import Forge
package import Learning
import Vocabulary

/// Makes the model that ships with the program: from forged days of offices and homes, quiet and busy, and open harmless captures.
///
/// Forged life is more even than real life, so each row is taken several times with its numbers spread (up to a doubling more or less
/// for all counts of a row together, a little for each): the model must not find a network odd because it is larger. Each fourth
/// row is held out, with one spread copy, for the calibration. The same recipe gives the same model, byte for byte.
package struct BaseTraining: Sendable {
    /// False alarms a day that it is calibrated for; the rule's option recalibrates it.
    package static let budget = 1.0
    /// Rows of each aspect that are kept of one traffic: busy days must not drown the others.
    private static let rowsEach = 6000
    /// Copies of a row, the row itself included.
    private static let copies = 4
    package private(set) var rows: [Aspect: FeatureMatrix] = [:]
    private var held: [Aspect: FeatureMatrix] = [:]
    /// Days of all that happened in an aspect which the rows stand for, one by one.
    private var standing: [Aspect: Double] = [:]
    package private(set) var days = 0.0
    package private(set) var captures = 0
    private var random = SplitMix(seed: 20)

    package init() {
        for aspect in Aspect.allCases {
            rows[aspect] = FeatureMatrix(width: aspect.features.count)
            held[aspect] = FeatureMatrix(width: aspect.features.count)
        }
    }

    /// The forged part of the recipe: how busy, and with which seed.
    package static let forged: [(scenario: any Scenario.Type, knobs: Knobs, seed: UInt64)] = {
        var list: [(any Scenario.Type, Knobs, UInt64)] = []
        let days = [0.3, 0.5, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 8]
        for (seed, intensity) in days.enumerated() {
            list.append((BenignDay.self, Knobs(BenignDay.card).with(["intensity": intensity]), UInt64(100 + seed)))
        }
        for (seed, packets) in [20_000, 60_000, 200_000].enumerated() {
            list.append(
                (
                    BenignMix.self, Knobs(BenignMix.card).with(["packets": packets, "duration": 600]),
                    UInt64(200 + seed)
                ))
        }
        return list
    }()

    /// Adds what hosts did in one harmless traffic.
    package mutating func add(_ run: BehaviourRun) {
        captures += 1
        days += max(run.days, 1.0 / 24)
        for aspect in Aspect.allCases {
            let windows = run.windows.filter { $0.aspect == aspect }
            let step = max(1, windows.count / Self.rowsEach)
            let sampling = aspect == .flow ? Double(BehaviourLedger.flowSample) : 1
            standing[aspect, default: 0] += max(run.days, 1.0 / 24) / Double(step) / sampling
            for (count, place) in stride(from: 0, to: windows.count, by: step).enumerated() {
                let row = windows[place].row
                let isHeld = count % 4 == 3
                for copy in 0..<(isHeld ? 2 : Self.copies) {
                    let taken = copy == 0 ? row : spread(row, aspect)
                    if isHeld { held[aspect]?.append(taken) } else { rows[aspect]?.append(taken) }
                }
            }
        }
    }

    private mutating func spread(_ row: FeatureRow, _ aspect: Aspect) -> FeatureRow {
        var copy = row
        let size = random.unit() + random.unit() - 1
        for (place, feature) in aspect.features.enumerated() where row[place] > 0 {
            let noise = (random.unit() + random.unit() - 1) * 0.5
            switch feature.scale {
            case .doublings: copy[place] = max(0, row[place] + size + noise)
            case .share: copy[place] = min(4, max(0, row[place] + noise))
            case .plain: copy[place] = max(0, row[place] + noise)
            }
        }
        return copy
    }

    /// Options of the product's forests.
    package static func options(_ aspect: Aspect) -> IsolationForest.Options {
        var options = IsolationForest.Options()
        options.trees = 64
        options.sample = 256
        options.reach = 1
        options.leastSpread = 1
        options.isCompact = true
        options.seed = 1 + UInt64(aspect.rawValue)
        return options
    }

    /// The model of what was added. An aspect with too few rows is left out.
    package func model(trainedAt: Int64) -> AnomalyModel {
        var aspects: [AspectModel] = []
        for aspect in Aspect.allCases {
            // Half of what is held out are copies.
            guard let seen = rows[aspect], let held = held[aspect],
                let model = try? AspectModel(
                    name: aspect.name, features: aspect.features.map(\.name), training: seen, held: held,
                    days: standing[aspect, default: 0] / 2, budget: Self.budget / Double(Aspect.allCases.count),
                    options: Self.options(aspect))
            else { continue }
            aspects.append(model)
        }
        return AnomalyModel(
            kind: .base, featureVersion: AspectCatalog.version, trainedAt: trainedAt, days: days, budget: Self.budget,
            aspects: aspects)
    }
}
