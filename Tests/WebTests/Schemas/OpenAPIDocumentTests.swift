import HTTPTypes
import Logging
import StandIn
import Testing
import Vocabulary
import Web

@Suite struct OpenAPIDocumentTests {
    private let store = MemoryStore(StandInContent.some)

    private var routes: [Route] {
        Routes(
            settings: WebSettings(), store: store, control: StillControl(store: store),
            desks: ServiceDesks(
                intelligence: StillIntelligence(), indicators: StillIndicators(), analyst: StillAnalyst(store: store),
                model: StillModel(), hunter: StillHunter()),
            hub: Hub(boot: "test"),
            logger: Logger(label: "test")
        ).all
    }

    private func operations(_ document: JSONValue) -> [String: JSONValue] {
        guard case .object(let paths)? = document["paths"] else { return [:] }
        var found: [String: JSONValue] = [:]
        for (path, methods) in paths {
            guard case .object(let methods) = methods else { continue }
            for (method, operation) in methods { found["\(method.uppercased()) \(path)"] = operation }
        }
        return found
    }

    @Test func `every route is described and nothing else is`() async throws {
        let served = Set(routes.map { "\($0.method.rawValue) \($0.path)" })
        try await RunningServer.run { server in
            let document = try #require(try await server.call("GET", "/openapi.json").json)
            #expect(Set(operations(document).keys) == served)
        }
    }

    @Test func `what a route needs and takes is described as it is`() throws {
        let described = operations(OpenAPIDocument(routes: routes, version: "1").value)
        for route in routes {
            let operation = try #require(described["\(route.method.rawValue) \(route.path)"])
            let role: JSONValue? = if case .role(let role) = route.access { .string("\(role)") } else { nil }
            #expect(operation["x-role"] == role, "\(route.path)")
            #expect((operation["requestBody"] != nil) == (route.body != nil), "\(route.path)")
            for status in route.success.map(\.status) + route.problemStatuses {
                #expect(operation["responses"]?["\(status)"] != nil, "\(route.path) \(status)")
            }
        }
    }

    @Test func `what changes something is audited, and what reads is not`() {
        for route in routes {
            #expect((route.method == .get) == (route.action == nil), "\(route.method) \(route.path)")
        }
    }

    @Test func `names of operations differ and references lead somewhere`() throws {
        let document = OpenAPIDocument(routes: routes, version: "1").value
        let names = operations(document).values.compactMap { $0["operationId"]?.text }
        #expect(Set(names).count == routes.count)
        var places: [JSONValue] = [document]
        while let place = places.popLast() {
            switch place {
            case .object(let members):
                places += members.values
                if let target = place["$ref"]?.text {
                    let name = try #require(target.split(separator: "/").last)
                    #expect(document["components"]?["schemas"]?[String(name)] != nil, "\(target)")
                }
            case .array(let items): places += items
            default: continue
            }
        }
    }

    @Test func `the paths people know from elsewhere are there`() {
        let paths = Set(routes.map { "\($0.method.rawValue) \($0.path)" })
        let known: Set = [
            "GET /api/alerts", "GET /api/alerts/{id}", "GET /api/stats", "GET /api/stats/history", "GET /api/config",
            "PUT /api/config", "GET /api/graph", "GET /api/incidents/history", "GET /api/incident/{id}",
            "GET /api/stats/packet_history", "GET /health", "GET /metrics", "GET /healthz", "GET /readyz", "GET /docs",
        ]
        #expect(known.subtracting(paths) == [])
    }
}
