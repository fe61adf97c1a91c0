package import Outbound

/// A kind of server that answers questions: how to ask it, and where in its reply the answer stands. One file each.
package protocol ModelBackend: Sendable {
    static var card: BackendCard { get }
    /// - Throws: `AnalystError` where the settings make no request.
    func request(_ question: ModelQuestion, _ settings: ModelSettings) throws(AnalystError) -> OutboundRequest
    /// The model's text out of a reply with status 200.
    func answer(in body: [UInt8]) throws(AnalystError) -> String
}

/// What people see of a backend, and its defaults.
package struct BackendCard: Sendable, Hashable {
    /// `gemini`, `ollama`, `openai`.
    package let name: String
    package let title: String
    package let url: String
    package let model: String
    /// The environment variable that may hold its key; nil where it takes none.
    package let keyVariable: String?
    package let needsKey: Bool
}

/// Every backend there is, by name.
package enum BackendCatalog {
    package static let all: [(card: BackendCard, backend: any ModelBackend)] = [
        (GeminiBackend.card, GeminiBackend()), (OllamaBackend.card, OllamaBackend()),
        (OpenAIBackend.card, OpenAIBackend()),
    ]

    package static func named(_ name: String) -> (card: BackendCard, backend: any ModelBackend)? {
        all.first { $0.card.name == name }
    }
}

/// What is asked: instructions, data, and the shape of the answer.
package struct ModelQuestion: Sendable, Hashable {
    package var system: String
    package var user: String
    package var schema: AnswerSchema
    package var maximumTokens: Int
    package init(system: String, user: String, schema: AnswerSchema, maximumTokens: Int = 1500) {
        self.system = system
        self.user = user
        self.schema = schema
        self.maximumTokens = maximumTokens
    }
}
