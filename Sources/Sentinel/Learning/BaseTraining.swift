package import Detection
import Flows
package import Forge
package import Learning
import Vocabulary

/// Makes the model that ships with the program: from forged days of offices, quiet and busy, and forged networks of every kind.
///
/// No capture of anybody's network is in it. Forged life is more even than real life, so each row is taken several times with its
/// numbers spread (up to a doubling more or less for all counts of a row together, a little for each): the model must not find a
/// network odd because it is larger. It is calibrated on networks of other seeds, which it was not trained on. The same
/// recipe gives the same model, byte for byte.
package struct BaseTraining: Sendable {
    /// False alarms a day that it is calibrated for; the rule's option recalibrates it.
    package static let budget = 1.0
    /// Rows of each aspect that are kept of one traffic: busy days must not drown the others.
    private static let rowsEach = 150
    /// Copies of a row, the row itself included.
    private static let copies = 3
    private static let heldCopies = 2
    /// The aspects of the shipped model. Single flows differ too much from one network to the next: the owner's own model judges them.
    private static let aspects = Aspect.allCases.filter { $0 != .flow }
    package private(set) var rows: [Aspect: FeatureMatrix] = [:]
    private var held: [Aspect: FeatureMatrix] = [:]
    /// Days of all that happened in an aspect which the rows stand for, one by one: those learnt from, and those held.
    private var standing: [Aspect: (seen: Double, held: Double)] = [:]
    package private(set) var days = 0.0
    package private(set) var captures = 0
    private var random = SplitMix(seed: 20)

    package init() {
        for aspect in Aspect.allCases {
            rows[aspect] = FeatureMatrix(width: aspect.features.count)
            held[aspect] = FeatureMatrix(width: aspect.features.count)
        }
    }

    /// A part of the recipe: a scenario, and whether it is learnt from or calibrated on.
    package struct Part: Sendable {
        package let scenario: any Scenario.Type
        package let knobs: Knobs
        package let seed: UInt64
        package let isHeld: Bool
    }

    package static let forged: [Part] = {
        var list: [Part] = []
        func day(_ intensity: Double, _ seed: UInt64, isHeld: Bool) {
            list.append(
                Part(
                    scenario: BenignDay.self, knobs: Knobs(BenignDay.card).with(["intensity": intensity]), seed: seed,
                    isHeld: isHeld))
        }
        for (seed, intensity) in [0.3, 0.5, 1, 1, 2, 4].enumerated() {
            day(intensity, UInt64(100 + seed), isHeld: false)
        }
        for (seed, intensity) in [0.5, 1, 1, 2, 3].enumerated() { day(intensity, UInt64(300 + seed), isHeld: true) }
        for (seed, packets) in [20_000, 60_000, 200_000].enumerated() {
            list.append(
                Part(
                    scenario: BenignMix.self,
                    knobs: Knobs(BenignMix.card).with(["packets": packets, "duration": 600]),
                    seed: UInt64(200 + seed), isHeld: false))
        }
        for network in 0..<360 {
            list.append(
                Part(
                    scenario: BenignLife.self,
                    knobs: Knobs(BenignLife.card).with(["hours": 0.5, "habits": 3 + network % 8]),
                    seed: UInt64(1000 + network), isHeld: network % 3 == 2))
        }
        return list
    }()

    /// Adds what hosts did in one harmless traffic, to learn from or, where it `isHeld`, to calibrate on.
    package mutating func add(_ run: BehaviourRun, isHeld: Bool) {
        captures += 1
        days += run.days
        for aspect in Self.aspects {
            let windows = run.windows.filter { $0.aspect == aspect }
            let step = max(1, windows.count / Self.rowsEach)
            let share = run.days / Double(step)
            if isHeld { standing[aspect, default: (0, 0)].held += share * Double(Self.heldCopies) }
            if !isHeld { standing[aspect, default: (0, 0)].seen += share * Double(Self.copies) }
            for place in stride(from: 0, to: windows.count, by: step) {
                let row = windows[place].row
                for copy in 0..<(isHeld ? Self.heldCopies : Self.copies) {
                    let taken = copy == 0 ? row : spread(row, aspect)
                    if isHeld { held[aspect]?.append(taken) } else { rows[aspect]?.append(taken) }
                }
            }
        }
    }

    /// How many doublings larger or smaller another network's counts may be. Wrong passwords and pings do not grow with the network.
    private static func growth(_ aspect: Aspect) -> Float {
        switch aspect {
        case .access, .neighbors, .echoes: 0.4
        default: 1
        }
    }

    private mutating func spread(_ row: FeatureRow, _ aspect: Aspect) -> FeatureRow {
        var copy = row
        let size = (random.unit() + random.unit() - 1) * Self.growth(aspect)
        for (place, feature) in aspect.features.enumerated() where row[place] > 0 {
            let noise = (random.unit() + random.unit() - 1) * 0.5
            switch feature.scale {
            // What was there once is not gone.
            case .doublings: copy[place] = max(min(1, row[place]), row[place] + size + noise)
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
        options.lowest = 0
        options.isCompact = true
        options.seed = 1 + UInt64(aspect.rawValue)
        return options
    }

    /// The model of what was added. An aspect with too few rows is left out.
    package func model(trainedAt: Int64) -> AnomalyModel {
        var aspects: [AspectModel] = []
        for aspect in Self.aspects {
            guard let seen = rows[aspect], let held = held[aspect] else { continue }
            let (features, options) = (aspect.features.map(\.name), Self.options(aspect))
            let (stood, part) = (standing[aspect, default: (0, 0)], Self.budget / Double(Self.aspects.count))
            // Of a few captures nothing may be held: then a fourth of their rows.
            let model =
                held.count >= 64
                ? try? AspectModel(
                    name: aspect.name, features: features, training: seen, held: held, days: stood.held, budget: part,
                    options: options)
                : try? AspectModel(
                    name: aspect.name, features: features, training: seen, days: stood.seen, budget: part,
                    options: options)
            if let model { aspects.append(model) }
        }
        return AnomalyModel(
            kind: .base, featureVersion: AspectCatalog.version, trainedAt: trainedAt, days: days, budget: Self.budget,
            aspects: aspects)
    }
}
