import ArgumentParser
import Detection
import Foundation
import Learning
import Sentinel

/// `netsentinel model show`: what a model takes for usual, aspect by aspect.
struct ModelShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "What a model takes for usual; the built-in one unless a file is given.")

    @Argument(help: "A model file.")
    var file: String?

    func run() throws {
        guard let model = try ModelFile.read(file).model else {
            throw ValidationError("the model of this program was trained on other features; `make model` makes one")
        }
        let days = (model.days * 10).rounded() / 10
        Console.print("\(model.kind) model, features \(model.featureVersion), \(days) days, \(model.rows) rows")
        Console.print("for \(model.budget) false alarms a day; \(model.knownHours) of 168 hours of the week known")
        for aspect in model.aspects {
            let limit = (aspect.threshold * 1000).rounded() / 1000
            Console.print("")
            Console.print("\(aspect.name): \(aspect.rows) rows, anomaly above \(limit)")
            guard let kind = Aspect.allCases.first(where: { $0.name == aspect.name }) else { continue }
            for (feature, baseline) in zip(kind.features, aspect.baseline) {
                func plain(_ value: Float) -> String {
                    let number = (feature.scale.value(of: value) * 100).rounded() / 100
                    return number == number.rounded() ? "\(Int(number))" : "\(number)"
                }
                Console.print(
                    "  \(feature.name): usually \(plain(baseline.median)), "
                        + "\(plain(baseline.usual.lowerBound)) to \(plain(baseline.usual.upperBound)), "
                        + "at most \(plain(baseline.most))")
            }
        }
    }
}

/// Model files, read for a person.
enum ModelFile {
    /// The built-in one for nil.
    static func read(_ path: String?) throws -> BehaviourBaseline {
        guard let path else { return .shipped }
        do {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            return BehaviourBaseline(try AnomalyModel(bytes: bytes, featureVersion: AspectCatalog.version))
        } catch let error as LearningError {
            throw ValidationError("\(path): \(error)")
        } catch {
            throw ValidationError("could not read \(path)")
        }
    }
}
