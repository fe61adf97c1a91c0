import Bedrock
package import Learning

/// The model in force, by aspect.
package struct BehaviourBaseline: Sendable {
    package let model: AnomalyModel?
    /// Changes with the model.
    package let stamp: UInt64
    private let places: [Int?]

    /// Nothing is judged without a model.
    package init(_ model: AnomalyModel?) {
        self.model = model
        stamp =
            model.map { UInt64(bitPattern: $0.trainedAt) ^ UInt64($0.generation) << 8 ^ UInt64($0.kind.rawValue) } ?? 0
        places = Aspect.allCases.map { aspect in
            model?.aspects.firstIndex {
                $0.name == aspect.name && $0.features == aspect.features.map(\.name)
            }
        }
    }

    /// Aspects that can be judged.
    package var count: Int { places.count { $0 != nil } }

    package subscript(_ aspect: Aspect) -> AspectModel? {
        guard let model, let place = places[Int(aspect.rawValue)] else { return nil }
        return model.aspects[place]
    }

    /// The one that ships with the program; without a model where it was built without one.
    package static let shipped = BehaviourBaseline(
        try? AnomalyModel(bytes: EmbeddedModel.bytes, featureVersion: AspectCatalog.version))
}
