import Foundation
package import Outbound

/// Ollama's own API (`POST /api/chat`), on this machine or in the owner's network.
package struct OllamaBackend: ModelBackend {
    package static let card = BackendCard(
        name: "ollama", title: "Ollama", url: "http://127.0.0.1:11434", model: "llama3.2:3b", keyVariable: nil,
        needsKey: false)

    package init() {}

    package func request(_ question: ModelQuestion, _ settings: ModelSettings) throws(AnalystError) -> OutboundRequest {
        let body = try JSONBody(question).object([
            "model": settings.effectiveModel, "stream": false, "format": JSONBody.schema(question.schema),
            "options": ["temperature": 0.1, "num_predict": question.maximumTokens],
            "messages": [
                ["role": "system", "content": question.system], ["role": "user", "content": question.user],
            ],
        ])
        return OutboundRequest(
            .post, JSONBody.join(settings.effectiveURL, "api/chat"), headers: [("content-type", "application/json")],
            body: body, purpose: "question to the model")
    }

    package func answer(in body: [UInt8]) throws(AnalystError) -> String {
        struct Reply: Decodable {
            struct Message: Decodable { var content: String }
            var message: Message
        }
        return try JSONBody.read(Reply.self, body).message.content
    }
}
