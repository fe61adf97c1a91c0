import HTTPTypes
import Vocabulary

extension Routes {
    /// Who is on the network.
    var hostRoutes: [Route] {
        [
            Route(
                .get, "/api/hosts", .role(.viewer), tag: "hosts", "Hosts that were seen",
                parameters: [
                    .query("q", .text(maximum: 200), "An address or block, or part of a name."),
                    .query("home", .flag, "Only ours, or only others."),
                    .query("sort", .choice(HostQuery.Sort.allCases.map(\.rawValue)), "`bytes` when not given."),
                    Self.limit, Self.cursor,
                ], success: .json(Schema.page("Host"))
            ) { [store, desks] call in
                var query = HostQuery()
                query.text = call.query.text("q").flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
                query.home = call.query.flag("home")
                query.sort = call.query.text("sort").flatMap(HostQuery.Sort.init) ?? .bytes
                query.page = Self.page(call.query)
                var page = try await store.hosts(query)
                if let desk = desks.indicators {
                    page.items = page.items.map { host in
                        var host = host
                        host.place = desk.place(of: host.address)
                        return host
                    }
                }
                return try .json(page)
            },
            Route(
                .get, "/api/hosts/{address}", .role(.viewer), tag: "hosts",
                "One host: whom it talks to, what it offers and uses, its incidents and its traffic",
                parameters: [.path("address", .address, "Its IP address.")], success: .json(Schema.named("HostDetail"))
            ) { [store, desks] call in
                guard let address = IPAddress(call.parameter("address")), var host = try await store.host(address)
                else {
                    throw Problem.missing("such host")
                }
                host.host.place = desks.indicators?.place(of: address)
                return try .json(host)
            },
        ]
    }
}
