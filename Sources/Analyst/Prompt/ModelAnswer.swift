import Foundation
import Vocabulary

/// What a model answered, read strictly in shape and not believed in content.
///
/// Bounds: 64 KiB of text, 40 claims, 16 techniques. A fence of Markdown around the object and text before it are passed over, since small
/// models add them; anything else that is not the object is an error.
package struct ModelAnswer: Sendable, Decodable {
    package struct Claim: Sendable, Decodable {
        package var text: String
        package var events: [String]
    }
    package struct Argued: Sendable, Decodable {
        package var id: String
        package var events: [String]
        var argument: String?
    }
    package var claims: [Claim]
    package var techniques: [Argued]?
    var firstStep: String?

    enum CodingKeys: String, CodingKey {
        case claims, techniques
        case firstStep = "first_step"
    }

    package init(text: String) throws(AnalystError) { self = try Self.read(text) }

    /// Any answer object out of a model's text.
    static func read<Answer: Decodable>(_ text: String, as type: Answer.Type = Answer.self) throws(AnalystError)
        -> Answer
    {
        guard text.utf8.count <= 65_536 else { throw AnalystError("The model's answer is longer than 64 KiB.") }
        guard let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end else {
            throw AnalystError("The model did not answer with a JSON object.")
        }
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(text[start...end].utf8))
        } catch {
            throw AnalystError("The model's answer does not have the shape that was asked for.")
        }
    }
}
