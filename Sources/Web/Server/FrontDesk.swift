import HTTPTypes
package import HummingbirdCore
package import Hummingbird
import Logging
import NIOCore
import Vocabulary

/// Where every HTTP request arrives: judges it, finds its route, lets its handler answer, and writes down what was
/// changed.
///
/// The order is fixed: host, path, who, role, origin, query, handler. Nothing of a request reaches a handler before
/// that.
package struct FrontDesk: HTTPResponder {
    package typealias Context = CallContext

    let table: RouteTable
    let hosts: HostPolicy
    let origins: OriginPolicy
    let authenticator: Authenticator
    let store: any SentinelStore
    let pages: DashboardPages
    let counts: RequestCounts
    let logger: Logger
    let now: @Sendable () -> Timestamp

    package func respond(to request: Request, context: CallContext) async throws -> Response {
        let target = RequestTarget(request.head.path ?? "")
        let match = target.map { table.match(request.method, $0.segments) } ?? .none
        var response: Response
        do {
            response = try await answer(request, target: target, match: match, address: context.address)
        } catch let problem as Problem {
            response = Self.response(to: problem)
        }
        let route: String = if case .found(let route, _) = match { route.path } else { "other" }
        counts.count(route: route, method: request.method.rawValue, status: response.status.code)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(
        _ request: Request, target: RequestTarget?, match: RouteTable.Match, address: String
    ) async throws -> Response {
        guard hosts.allows(request.head.authority) else {
            throw Problem(.misdirectedRequest, "This service is not called by that name.")
        }
        guard let target else { throw Problem(.badRequest, "The path is not one this service could have.") }
        switch match {
        case .found(let route, let parameters):
            return try await call(route, parameters, target: target, request: request, address: address)
        case .otherMethods(let methods):
            let allowed = Set(methods.map(\.rawValue)).sorted().joined(separator: ", ")
            throw Problem(.methodNotAllowed, "Use \(allowed).", headers: [.allow: allowed])
        case .none:
            if request.method == .get || request.method == .head,
                let page = pages.response(
                    segments: target.segments, accept: request.headers[.accept],
                    ifNoneMatch: request.headers[.ifNoneMatch])
            {
                return page
            }
            throw Problem.missing("such path here")
        }
    }

    private func call(
        _ route: Route, _ parameters: [String: String], target: RequestTarget, request: Request, address: String
    ) async throws -> Response {
        let principal: Principal?
        do {
            principal = try await authenticator.principal(
                authorization: request.headers[.authorization], cookies: request.headers[.cookie])
        } catch {
            throw problem(for: error, of: route)
        }
        if case .role(let needed) = route.access {
            guard let principal else { throw Problem.signIn }
            guard principal.role >= needed else {
                if let action = route.action {
                    await record(principal, action, target: Self.target(parameters), detail: "refused: needs \(needed)")
                }
                throw Problem(.forbidden, "This needs the role \(needed); yours is \(principal.role).")
            }
            guard route.isOwnSession || principal.scopes.allow(route.tag, reading: route.action == nil) else {
                if let action = route.action {
                    await record(principal, action, target: Self.target(parameters), detail: "refused: out of scope")
                }
                let scopes = principal.scopes.map(\.text).joined(separator: ", ")
                throw Problem(.forbidden, "This token is limited to \(scopes).")
            }
        }
        if route.action != nil {
            let allowed = origins.allows(
                origin: request.headers[.origin], host: request.head.authority ?? "",
                byCookie: principal?.isByCookie ?? false)
            guard allowed else { throw Problem(.forbidden, "This came from a page that is not this service's.") }
        }
        for parameter in route.parameters where parameter.place == .path {
            if parameter.kind.complaint(about: parameters[parameter.name] ?? "") != nil {
                throw Problem.missing("such \(parameter.name)")
            }
        }
        let query = try Query(target.query, parameters: route.parameters)
        let call = Call(
            route: route, headers: request.headers, parameters: parameters, query: query, principal: principal,
            address: address, body: request.body)
        let answer: Answer
        do {
            answer = try await route.handler(call)
        } catch {
            let problem = problem(for: error, of: route)
            if let action = route.action, let principal {
                await record(principal, action, target: Self.target(parameters), detail: "refused: \(problem.detail)")
            }
            throw problem
        }
        if let action = route.action, let who = answer.actor ?? principal {
            await record(
                who, action, target: answer.target ?? Self.target(parameters), detail: answer.detail ?? "done")
        }
        var headers = SecurityHeaders.api
        for field in answer.headers { headers[field.name] = field.value }
        return Response(status: answer.status, headers: headers, body: ResponseBody(byteBuffer: answer.body))
    }

    /// What the caller is told of an error: its own words only where they were written for it.
    private func problem(for error: any Error, of route: Route) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case ServiceError.invalid(let reasons):
            let items = reasons.map { Problem.Item("request", $0) }
            return Problem(
                route.body == nil ? .badRequest : .unprocessableContent, reasons.joined(separator: "; "),
                problems: items)
        case ServiceError.notFound(let text): return Problem(.notFound, text)
        case ServiceError.conflict(let text): return Problem(.conflict, text)
        case ServiceError.unavailable(let text):
            return Problem(.serviceUnavailable, text, headers: [.retryAfter: "5"])
        case is CancellationError:
            return Problem(.serviceUnavailable, "The service is stopping.", headers: [.retryAfter: "5"])
        default:
            logger.error("a call failed", metadata: ["route": "\(route.path)", "error": "\(error)"])
            return Problem(.internalServerError, "The service failed at this; its log says why.")
        }
    }

    private func record(_ who: Principal, _ action: String, target: String, detail: String) async {
        let entry = AuditEntry(
            at: now(), who: who.name, role: who.role, action: action, target: String(target.prefix(256)),
            detail: String(detail.prefix(512)))
        do {
            _ = try await store.audit(entry)
        } catch {
            logger.error("the audit log could not be written", metadata: ["action": "\(action)", "error": "\(error)"])
        }
    }

    private static func target(_ parameters: [String: String]) -> String {
        parameters.keys.sorted().compactMap { parameters[$0] }.joined(separator: " ")
    }

    static func response(to problem: Problem) -> Response {
        var headers = SecurityHeaders.api
        headers[.contentType] = "application/problem+json"
        for field in problem.headers { headers[field.name] = field.value }
        let body = (try? JSONText.bytes(of: ProblemDocument(problem))) ?? []
        return Response(
            status: problem.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

/// What the server knows of a request's connection.
package struct CallContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package let address: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }
}
