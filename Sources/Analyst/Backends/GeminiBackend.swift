import Foundation
package import Outbound

/// Google's Gemini (`generateContent`), with a key of the owner's.
package struct GeminiBackend: ModelBackend {
    package static let card = BackendCard(
        name: "gemini", title: "Gemini", url: "https://generativelanguage.googleapis.com/v1beta",
        model: "gemini-2.5-flash",
        keyVariable: "GEMINI_API_KEY", needsKey: true)

    package init() {}

    package func request(_ question: ModelQuestion, _ settings: ModelSettings) throws(AnalystError) -> OutboundRequest {
        guard let key = settings.key else {
            throw AnalystError("Gemini needs a key: set GEMINI_API_KEY, or give it in the settings of the analyst.")
        }
        let model = settings.effectiveModel
        guard
            model.utf8.allSatisfy({
                $0 < 128
                    && ($0 == 45 || $0 == 46 || $0 == 95 || Character(Unicode.Scalar($0)).isLetter
                        || Character(Unicode.Scalar($0)).isNumber)
            })
        else {
            throw AnalystError("\(model) is no name of a Gemini model.")
        }
        let body = try JSONBody(question).object([
            "systemInstruction": ["parts": [["text": question.system]]],
            "contents": [["role": "user", "parts": [["text": question.user]]]],
            "generationConfig": [
                "temperature": 0.1, "maxOutputTokens": question.maximumTokens, "responseMimeType": "application/json",
                "responseJsonSchema": JSONBody.schema(question.schema),
            ],
        ])
        return OutboundRequest(
            .post, JSONBody.join(settings.effectiveURL, "models/\(model):generateContent"),
            headers: [("content-type", "application/json"), ("x-goog-api-key", key)], body: body,
            purpose: "question to the model")
    }

    package func answer(in body: [UInt8]) throws(AnalystError) -> String {
        struct Reply: Decodable {
            struct Candidate: Decodable {
                struct Content: Decodable {
                    struct Part: Decodable { var text: String? }
                    var parts: [Part]?
                }
                var content: Content?
            }
            var candidates: [Candidate]?
        }
        let parts = try JSONBody.read(Reply.self, body).candidates?.first?.content?.parts ?? []
        let text = parts.compactMap(\.text).joined()
        guard !text.isEmpty else { throw AnalystError("Gemini gave no answer (it may have refused the question).") }
        return text
    }
}
