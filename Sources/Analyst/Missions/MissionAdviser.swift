package import Vocabulary

/// Asks the model that is set up for the analyst which missions the hunter should run besides those that are due.
///
/// It is shown sums and the table of missions, no address and no text from the wire, and can answer with names and numbers alone. What it
/// says is not believed: the hunter holds every wish against the table. Budget, time and the offline switch are the analyst's.
package struct MissionAdviser: MissionChooser {
    private let model: ModelAnalyst

    package init(_ model: ModelAnalyst) { self.model = model }

    package var name: String? { get async { await model.title } }

    package func choose(
        _ picture: HuntSummary, among missions: [MissionStatus]
    ) async throws -> [MissionOrder] {
        let text = try await model.text(MissionPrompt.question(picture, missions))
        return try MissionAnswer(text: text).orders
    }
}
