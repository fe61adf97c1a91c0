import Bedrock
package import Learning

/// The model in force, by aspect.
package struct BehaviourBaseline: Sendable {
    package let model: AnomalyModel?
    /// Changes with the model.
    package let stamp: UInt64
    private let places: [Int?]
    /// What is usual in each.
    private let ranges: [UsualRange?]
    /// There is a model, read or not.
    package let isThere: Bool
    /// There is a model in the program that nobody has read yet.
    package let isPending: Bool

    /// Nothing is judged without a model.
    package init(_ model: AnomalyModel?) {
        self.model = model
        isThere = model != nil
        isPending = false
        stamp =
            model.map { UInt64(bitPattern: $0.trainedAt) ^ UInt64($0.generation) << 8 ^ UInt64($0.kind.rawValue) } ?? 0
        let places = Aspect.allCases.map { aspect in
            model?.aspects.firstIndex {
                $0.name == aspect.name && $0.features == aspect.features.map(\.name)
            }
        }
        self.places = places
        ranges = places.map { place in place.flatMap { model?.aspects[$0].usual } }
    }

    /// Aspects that can be judged.
    package var count: Int { places.count { $0 != nil } }

    package subscript(_ aspect: Aspect) -> AspectModel? {
        guard let model, let place = places[Int(aspect.rawValue)] else { return nil }
        return model.aspects[place]
    }

    /// Whether there is a model of the aspect.
    package func judges(_ aspect: Aspect) -> Bool { ranges[Int(aspect.rawValue)] != nil }

    /// Nothing to look at: usual, or of an aspect that cannot be judged. Asked where the model lies; a copy of it costs more than the answer.
    package func passes(_ aspect: Aspect, _ row: FeatureRow, hour: Int) -> Bool {
        guard let range = ranges[Int(aspect.rawValue)] else { return true }
        guard range.contains(row) else { return false }
        return !range.knowsHours || self[aspect]?.isUsual(row, hour: hour) ?? true
    }

    private init() {
        model = nil
        stamp = 0
        places = Array(repeating: nil, count: Aspect.allCases.count)
        ranges = Array(repeating: nil, count: Aspect.allCases.count)
        isThere = true
        isPending = true
    }

    /// The one that ships with the program, to be read when the first minute is over: what starts and ends before does not pay for it.
    package static let pending = BehaviourBaseline()

    /// The one that ships with the program; without a model where it was trained on other features than these.
    package static let shipped = BehaviourBaseline(
        try? AnomalyModel(bytes: EmbeddedModel.bytes, featureVersion: AspectCatalog.version))
}
