package import Outbound

/// Which model is asked, where, and how often.
package struct ModelSettings: Sendable, Hashable {
    /// Nil: none; everything is made of templates.
    package var backend: String?
    /// The server; empty for the backend's own.
    package var url = ""
    package var model = ""
    /// A secret: never shown, logged or stored in the database.
    package var key: String?
    package var perMinute = 10
    package var perDay = 200
    package var timeoutSeconds = 60
    /// Addresses go out under other names.
    package var usesPseudonyms = true
    /// What stands before the contract in a prompt; nil for ours.
    package var instructions: String?

    package init(backend: String? = nil) { self.backend = backend }

    /// `none`, `gemini`, `ollama`, `ollama:llama3.2:3b`, `openai:MODEL`; nil for a backend that is not known.
    package init?(choice: String) {
        let parts = choice.split(separator: ":", maxSplits: 1).map(String.init)
        guard let name = parts.first else { return nil }
        if name == "none" { return }
        guard BackendCatalog.named(name) != nil else { return nil }
        backend = name
        if parts.count == 2 { model = parts[1] }
    }

    package var card: BackendCard? { backend.flatMap { BackendCatalog.named($0)?.card } }
    package var effectiveURL: String { url.isEmpty ? card?.url ?? "" : url }
    package var effectiveModel: String { model.isEmpty ? card?.model ?? "" : model }
    /// `ollama llama3.2:3b`, as it is shown.
    package var title: String { "\(backend ?? "none") \(effectiveModel)" }

    /// How the gate treats it.
    package var service: OutboundService {
        var service = OutboundService("model", budget: .init(perMinute: perMinute, perDay: perDay))
        service.timeout = .seconds(timeoutSeconds)
        service.responseLimit = 512 * 1024
        service.retries = 1
        // A key never goes over plain HTTP; a model on the owner's own network without one may be asked so.
        service.allowsPlainHTTP = key == nil
        service.staysHome = true
        return service
    }
}
