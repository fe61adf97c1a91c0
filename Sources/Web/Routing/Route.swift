package import HTTPTypes
package import Vocabulary

/// One call of the API: what it is named, who may make it, what it takes and gives, and what answers it.
///
/// The one place where a path is written down: the front desk dispatches by it, the OpenAPI document and `/docs` are
/// derived from it, the metrics are counted by it. A call that is not here does not exist.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Call) async throws -> Answer

    package enum Access: Sendable, Equatable {
        /// Anyone who reaches the port.
        case open
        /// This role or a stronger one.
        case role(Role)
    }

    /// What a request carries behind its head.
    package struct Body: Sendable, Equatable {
        package var type: String
        package var schema: JSONValue
        package var maximum: Int
        package static let jsonMaximum = 256 * 1_024
        package static func json(_ schema: JSONValue) -> Body {
            Body(type: "application/json", schema: schema, maximum: jsonMaximum)
        }
    }

    /// What a successful answer carries.
    package struct Success: Sendable, Equatable {
        package var status: Int
        package var type: String?
        package var schema: JSONValue?
        package var help: String
        package static func json(_ schema: JSONValue, _ status: Int = 200, _ help: String = "As asked.") -> Success {
            Success(status: status, type: "application/json", schema: schema, help: help)
        }
        package static let nothing = Success(status: 204, type: nil, schema: nil, help: "Done.")
        package static func text(_ type: String) -> Success {
            Success(status: 200, type: type, schema: ["type": "string"], help: "As asked.")
        }
    }

    package let method: HTTPTypes.HTTPRequest.Method
    /// Such as `/api/alerts/{id}`.
    package let path: String
    package let access: Access
    package let tag: String
    package let summary: String
    package let parameters: [Parameter]
    package let body: Body?
    package let success: [Success]
    /// Further statuses of problem documents, beside those that every call of its kind can give.
    package let problems: [Int]
    /// The name in the audit log of what it does; nil where it changes nothing.
    package let action: String?
    package let handler: Handler

    package init(
        _ method: HTTPTypes.HTTPRequest.Method, _ path: String, _ access: Access, tag: String, _ summary: String,
        parameters: [Parameter] = [], body: Body? = nil, success: Success..., problems: [Int] = [],
        action: String? = nil, handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.tag = tag
        self.summary = summary
        self.parameters = parameters
        self.body = body
        self.success = success
        self.problems = problems
        self.action = action
        self.handler = handler
    }

    /// Who one is and signing out: for every token, whatever it is limited to.
    package var isOwnSession: Bool { tag == "session" }

    /// Every status it can answer with, besides success: true to what the front desk does.
    package var problemStatuses: [Int] {
        var all = Set(problems)
        all.formUnion([400, 421, 503])
        if access != .open { all.insert(401) }
        if access != .open && !isOwnSession || action != nil { all.insert(403) }
        if parameters.contains(where: { $0.place == .path }) { all.insert(404) }
        if let body {
            all.insert(413)
            if body.type == "application/json" { all.formUnion([415, 422]) }
        }
        return all.sorted()
    }
}
