package import Vocabulary

/// A model's answer to the hunter, read strictly in shape: names of missions, and numbers for their options.
///
/// Bounds: 64 KiB of text, 64 wishes, 32 options each; of an option that comes twice the last one counts.
package struct MissionAnswer: Sendable {
    private struct Answer: Decodable {
        struct Wish: Decodable {
            struct Choice: Decodable {
                var name: String
                var value: Double
            }
            var mission: String
            var options: [Choice]?
        }
        var missions: [Wish]
    }

    /// In the order of the answer; whether there are such missions is for the hunter to say.
    package let orders: [MissionOrder]

    /// - Throws: `AnalystError` where the text is no such answer.
    package init(text: String) throws {
        let answer: Answer = try ModelAnswer.read(text)
        orders = answer.missions.prefix(64).map { wish in
            let choices = (wish.options ?? []).prefix(32).map { ($0.name, $0.value) }
            return MissionOrder(mission: wish.mission, options: Dictionary(choices) { _, last in last })
        }
    }
}
