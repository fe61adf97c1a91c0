import Foundation
package import Outbound

/// Any server that speaks OpenAI's chat completions: llama.cpp, vLLM, LM Studio, LocalAI, and the services that copy it.
package struct OpenAIBackend: ModelBackend {
    package static let card = BackendCard(
        name: "openai", title: "OpenAI-compatible server", url: "http://127.0.0.1:8080/v1", model: "default",
        keyVariable: "OPENAI_API_KEY", needsKey: false)

    package init() {}

    package func request(_ question: ModelQuestion, _ settings: ModelSettings) throws(AnalystError) -> OutboundRequest {
        let body = try JSONBody(question).object([
            "model": settings.effectiveModel, "temperature": 0.1, "max_tokens": question.maximumTokens, "stream": false,
            "messages": [
                ["role": "system", "content": question.system], ["role": "user", "content": question.user],
            ],
            "response_format": [
                "type": "json_schema",
                "json_schema": ["name": question.schema.name, "schema": JSONBody.schema(question.schema)],
            ],
        ])
        var headers = [("content-type", "application/json")]
        if let key = settings.key { headers.append(("authorization", "Bearer \(key)")) }
        return OutboundRequest(
            .post, JSONBody.join(settings.effectiveURL, "chat/completions"),
            headers: headers.map { (name: $0.0, value: $0.1) },
            body: body, purpose: "question to the model")
    }

    package func answer(in body: [UInt8]) throws(AnalystError) -> String {
        struct Reply: Decodable {
            struct Choice: Decodable {
                struct Message: Decodable { var content: String? }
                var message: Message
            }
            var choices: [Choice]
        }
        guard let text = try JSONBody.read(Reply.self, body).choices.first?.message.content else {
            throw AnalystError("The model gave no answer.")
        }
        return text
    }
}
