package import HTTPTypes

/// Finds the route of a path. Every path in it is one of the cards it was made of; nothing is registered elsewhere.
package struct RouteTable: Sendable {
    package enum Match: Sendable {
        case found(Route, [String: String])
        /// The path exists, for these methods.
        case otherMethods([HTTPRequest.Method])
        case none
    }

    private struct Entry: Sendable {
        let route: Route
        let segments: [String]
    }

    package let routes: [Route]
    private let byLength: [Int: [Entry]]

    package init(_ routes: [Route]) {
        var names: Set<String> = []
        for route in routes {
            precondition(names.insert("\(route.method) \(route.path)").inserted, "two routes share a method and path")
        }
        self.routes = routes
        byLength = Dictionary(
            grouping: routes.map { Entry(route: $0, segments: Self.segments(of: $0.path)) }, by: \.segments.count)
    }

    /// - Parameter segments: of the path, percent-decoded.
    package func match(_ method: HTTPRequest.Method, _ segments: [String]) -> Match {
        var methods: [HTTPRequest.Method] = []
        var best: (Route, [String: String])?
        for entry in byLength[segments.count] ?? [] {
            guard let parameters = Self.parameters(of: segments, in: entry.segments) else { continue }
            methods.append(entry.route.method)
            let serves = entry.route.method == method || (method == .head && entry.route.method == .get)
            // A fixed path goes before one with a parameter.
            if serves, parameters.count < (best?.1.count ?? .max) { best = (entry.route, parameters) }
        }
        if let best { return .found(best.0, best.1) }
        return methods.isEmpty ? .none : .otherMethods(methods)
    }

    private static func segments(of path: String) -> [String] {
        path.split(separator: "/").map(String.init)
    }

    private static func parameters(of segments: [String], in pattern: [String]) -> [String: String]? {
        var found: [String: String] = [:]
        for (segment, wanted) in zip(segments, pattern) {
            if wanted.hasPrefix("{") {
                found[String(wanted.dropFirst().dropLast())] = segment
            } else if wanted != segment {
                return nil
            }
        }
        return found
    }
}
