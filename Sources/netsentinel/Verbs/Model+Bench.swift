import ArgumentParser
import Foundation
import Learning

/// `netsentinel model bench --rows FILE`: forests trained and scored on the rows that `model rows` wrote, timed.
///
/// One line of JSON an aspect: the AUC of the forest of the paper and of the product's, milliseconds to train, microseconds to score one
/// row. `scripts/forest-comparison.py` holds them against scikit-learn on the same rows in the same run.
struct ModelBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Train and score forests on rows of features, timed.")

    @Option(name: .long, help: ArgumentHelp("Rows to learn from, as `model rows` writes them.", valueName: "file"))
    var train: String

    @Option(name: .long, help: ArgumentHelp("Rows to judge, the odd ones marked 1.", valueName: "file"))
    var judge: String

    func run() throws {
        let usual = try Self.read(train)
        let judged = try Self.read(judge)
        for aspect in usual.keys.sorted() {
            guard let rows = usual[aspect]?.filter({ !$0.isOdd }).map(\.row), rows.count >= 64,
                let wanted = judged[aspect], let width = usual[aspect]?.first?.width
            else { continue }
            var matrix = FeatureMatrix(width: width)
            for row in rows { matrix.append(row) }
            let odd = wanted.filter(\.isOdd).map(\.row)
            let ordinary = wanted.filter { !$0.isOdd }.map(\.row)
            guard odd.count >= 3, ordinary.count >= 20 else { continue }
            let plain = Self.measure(matrix, IsolationForest.Options(), ordinary, odd)
            var wide = IsolationForest.Options()
            wide.reach = 1
            let product = Self.measure(matrix, wide, ordinary, odd)
            Console.print(
                "{\"aspect\":\"\(aspect)\",\"rows\":\(rows.count),\"ordinary\":\(ordinary.count),\"odd\":\(odd.count),"
                    + "\"auc\":\(plain.area),\"auc_product\":\(product.area),\"train_ms\":\(plain.training),"
                    + "\"score_us\":\(plain.scoring)}")
        }
    }

    private struct Row {
        let row: FeatureRow
        let width: Int
        let isOdd: Bool
    }

    /// aspect, kind, odd, capture, subject, features …
    private static func read(_ path: String) throws -> [String: [Row]] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ValidationError("could not read \(path)")
        }
        var rows: [String: [Row]] = [:]
        for line in text.split(separator: "\n") {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count > 5 else { continue }
            let numbers = cells[5...].compactMap { Float($0) }
            guard numbers.count == cells.count - 5, numbers.count <= FeatureRow.capacity else {
                throw ValidationError("\(path): not rows of features: \(line.prefix(60))")
            }
            rows[String(cells[0]), default: []]
                .append(Row(row: FeatureRow(numbers), width: numbers.count, isOdd: cells[2] == "1"))
        }
        return rows
    }

    private static func measure(
        _ matrix: FeatureMatrix, _ options: IsolationForest.Options, _ ordinary: [FeatureRow], _ odd: [FeatureRow]
    ) -> (area: Double, training: Double, scoring: Double) {
        let clock = ContinuousClock()
        var areas: [Double] = []
        var trainings: [Double] = []
        var scorings: [Double] = []
        // One forest of so few rows lies up to 0.03 off.
        let seeds = 40
        for seed in 1...seeds {
            var seeded = options
            seeded.seed = UInt64(seed)
            let began = clock.now
            let forest = IsolationForest(training: matrix, options: seeded)
            trainings.append(milliseconds(clock.now - began))
            let before = clock.now
            let quiet = ordinary.map { forest.score($0) }
            let loud = odd.map { forest.score($0) }
            scorings.append(milliseconds(clock.now - before) * 1000 / Double(ordinary.count + odd.count))
            areas.append(RankQuality.area(ordinary: quiet, odd: loud))
        }
        return (areas.reduce(0, +) / Double(seeds), trainings.sorted()[seeds / 2], scorings.sorted()[seeds / 2])
    }

    private static func milliseconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
    }
}
