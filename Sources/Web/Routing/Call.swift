import FoundationEssentials
package import HTTPTypes
package import HummingbirdCore
import NIOCore

/// A call of the API as its handler sees it: judged, signed in where that is needed, its parameters read.
package struct Call: Sendable {
    package let route: Route
    package let headers: HTTPFields
    package let parameters: [String: String]
    package let query: Query
    /// Who makes it; nil for open calls of nobody.
    package let principal: Principal?
    /// Address of the peer, for the sign-in's limit.
    package let address: String
    package let body: RequestBody

    /// A path parameter; empty only for a route that does not have it.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// The name of who makes it, for notes and the audit log.
    package var who: String { principal?.name ?? "nobody" }

    /// The JSON body.
    ///
    /// - Throws: `Problem` 415, 413 or 400.
    package func json() async throws -> JSONValue {
        let type = headers[.contentType]?.split(separator: ";").first?.lowercased().trimmed
        guard type == "application/json" else {
            throw Problem(.unsupportedMediaType, "The body must be application/json.")
        }
        let buffer: ByteBuffer
        do {
            buffer = try await body.collect(upTo: route.body?.maximum ?? Route.Body.jsonMaximum)
        } catch is NIOTooManyBytesError {
            throw Problem(.contentTooLarge, "The body is too large.")
        } catch {
            // Whoever sent it went away in the middle of it: not a failure of ours, and nothing for the log.
            throw Problem(.badRequest, "The body did not come whole.")
        }
        do {
            return try JSONDecoder().decode(JSONValue.self, from: Data(buffer.readableBytesView))
        } catch {
            throw Problem(.badRequest, "The body is not JSON.")
        }
    }
}

extension String {
    var trimmed: String {
        var text = Substring(self)
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}
