package import HTTPTypes

/// An answer that says what went wrong, as a problem document (RFC 9457).
///
/// Thrown by handlers and made by the front desk; every error of the API has this shape. `detail` is for the person who
/// made the call: it never carries what only the log should know.
package struct Problem: Error, Sendable {
    /// One part of a request that was wrong.
    package struct Item: Sendable, Encodable, Equatable {
        package var name: String
        package var reason: String
        package init(_ name: String, _ reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    package var status: HTTPResponse.Status
    package var detail: String
    /// Everything that was wrong, not only the first.
    package var problems: [Item]
    package var headers: HTTPFields

    package init(
        _ status: HTTPResponse.Status, _ detail: String, problems: [Item] = [], headers: HTTPFields = [:]
    ) {
        self.status = status
        self.detail = detail
        self.problems = problems
        self.headers = headers
    }

    package static func missing(_ what: String) -> Problem { Problem(.notFound, "There is no \(what).") }

    package static func invalid(_ problems: [Item]) -> Problem {
        Problem(
            .unprocessableContent, problems.map { "\($0.name): \($0.reason)" }.joined(separator: "; "),
            problems: problems)
    }

    package static let signIn = Problem(
        .unauthorized, "Sign in, or send `Authorization: Bearer TOKEN`.", headers: [.wwwAuthenticate: "Bearer"])
}

/// What goes over the wire.
package struct ProblemDocument: Sendable, Encodable {
    package let type = "about:blank"
    package let title: String
    package let status: Int
    package let detail: String
    package let problems: [Problem.Item]

    package init(_ problem: Problem) {
        title = problem.status.reasonPhrase
        status = problem.status.code
        detail = problem.detail
        problems = problem.problems
    }
}
