import HTTPTypes

/// The API described for programs (OpenAPI 3.1), made from the routes themselves: what is served is described, and
/// nothing else.
package struct OpenAPIDocument: Sendable {
    package let value: JSONValue

    package init(routes: [Route], version: String) {
        var paths: [String: [String: JSONValue]] = [:]
        for route in routes {
            paths[route.path, default: [:]][route.method.rawValue.lowercased()] = Self.operation(route)
        }
        let schemas = IncidentSchemas.components
            .merging(TrafficSchemas.components) { first, _ in first }
            .merging(ServiceSchemas.components) { first, _ in first }
            .merging(IntelligenceSchemas.components) { first, _ in first }
            .merging(AnalystSchemas.components) { first, _ in first }
            .merging(IndicatorSchemas.components) { first, _ in first }
            .merging(ModelSchemas.components) { first, _ in first }
            .merging(HunterSchemas.components) { first, _ in first }
        value = [
            "openapi": "3.1.0",
            "info": [
                "title": "NetSentinel", "version": .string(version.isEmpty ? "0" : version),
                "description": .string(Self.description),
            ],
            "servers": [["url": "/"]],
            "paths": .object(paths.mapValues { .object($0) }),
            "components": [
                "schemas": .object(schemas),
                "securitySchemes": [
                    "token": ["type": "http", "scheme": "bearer"],
                    "session": ["type": "apiKey", "in": "cookie", "name": .string(Authenticator.cookie)],
                ],
            ],
        ]
    }

    private static func operation(_ route: Route) -> JSONValue {
        var operation: [String: JSONValue] = [
            "operationId": .string(identifier(of: route)), "summary": .string(route.summary),
            "tags": [.string(route.tag)], "responses": .object(responses(of: route)),
        ]
        if !route.parameters.isEmpty {
            operation["parameters"] = .array(
                route.parameters.map { parameter in
                    [
                        "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
                        "required": .bool(parameter.isRequired), "description": .string(parameter.help),
                        "schema": parameter.kind.schema,
                    ]
                })
        }
        if let body = route.body {
            operation["requestBody"] = ["required": true, "content": .object([body.type: ["schema": body.schema]])]
        }
        if case .role(let role) = route.access {
            operation["security"] = [["token": []], ["session": []]]
            operation["x-role"] = .string("\(role)")
            operation["description"] = .string("Needs the role \(role) or a stronger one.")
        } else {
            operation["security"] = []
        }
        return .object(operation)
    }

    private static func responses(of route: Route) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        for success in route.success {
            var response: [String: JSONValue] = ["description": .string(success.help)]
            if let type = success.type, let schema = success.schema {
                response["content"] = .object([type: ["schema": schema]])
            }
            responses["\(success.status)"] = .object(response)
        }
        for status in route.problemStatuses {
            responses["\(status)"] = [
                "description": .string(meanings[status] ?? "A problem."),
                "content": ["application/problem+json": ["schema": Schema.named("Problem")]],
            ]
        }
        return responses
    }

    /// `getApiAlertsById`.
    private static func identifier(of route: Route) -> String {
        let words = route.path.split { !$0.isLetter && !$0.isNumber && $0 != "{" }.map { piece -> String in
            let bare = piece.drop { $0 == "{" }
            let word = bare.prefix(1).uppercased() + bare.dropFirst()
            return piece.hasPrefix("{") ? "By" + word : word
        }
        return route.method.rawValue.lowercased() + words.joined()
    }

    private static let meanings: [Int: String] = [
        400: "The request is not one: an unknown or ill-formed parameter, or a body that is not JSON.",
        401: "Nobody is signed in, or the token or session is not valid any more.",
        403: "The role does not suffice, or the request came from a foreign page.",
        404: "There is no such thing.", 409: "It is not the time for that.",
        413: "The body is too large.", 415: "The body has another media type.", 421: "The Host is not this service's.",
        422: "The body says what cannot be; `problems` lists all of it.", 429: "Too many failed attempts.",
        503: "Not at the moment: storage is full or failing, or the service is stopping.",
    ]

    private static let description = """
        Network detection and response. Times are ISO 8601 in UTC with microseconds. Lists go on with `cursor` = \
        `next_cursor`. Errors are problem documents (RFC 9457). Live streams are WebSockets: `/ws/alerts`, \
        `/ws/flows`, `/ws/stats`, `/ws/live`, each with `since` = id of the last message known; see \
        docs/reference/api.md.
        """
}
