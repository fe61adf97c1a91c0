import Enrichment
import Foundation
import LocalServers
import Outbound
import Vocabulary

/// A lookup desk with a still clock, keys from a made-up environment and local servers for the sources that a test names.
struct Bench {
    let clock = StillClock()
    let gate: OutboundGate
    let cache: any VerdictCache
    let desk: LookupDesk
    /// A name server that nobody holds closes.
    private let held: LocalNameServer?
    static let address = IPAddress(45, 155, 205, 233)

    /// - Parameter servers: by source; only these sources are switched on.
    init(
        _ servers: [String: LocalServer], keys: [String: String]? = nil, extra: [String: String] = [:],
        cache: any VerdictCache = PassingVerdicts(), ledger: LedgerFile? = nil, clock: StillClock? = nil,
        nameServer: LocalNameServer? = nil, only: [String]? = nil,
        adjust: (inout IntelligenceSettings) -> Void = { _ in }
    ) async throws {
        held = nameServer
        let still = clock ?? self.clock
        var environment =
            keys ?? [
                "ABUSEIPDB_API_KEY": "abuse-key-0001", "VT_API_KEY": "vt-key-0002", "OTX_API_KEY": "otx-key-0003",
                "PDNS_API_KEY": "pdns-key-0004",
            ]
        for (id, server) in servers {
            environment[id == "pdns" ? "PDNS_API_URL" : "NETSENTINEL_\(id.uppercased())_URL"] =
                id == "whois" ? "127.0.0.1:\(server.port)" : server.url
        }
        environment.merge(extra) { _, new in new }
        gate = OutboundGate(ledger: ledger, clock: still.clock)
        self.cache = cache
        desk = LookupDesk(
            gate: gate, cache: cache, keys: try KeyRing(nil, environment: environment), environment: environment,
            nameServers: nameServer.map { [.init(IPAddress(127, 0, 0, 1), port: $0.port)] } ?? [],
            now: { still.now })
        var settings = IntelligenceSettings()
        let on = only ?? Array(servers.keys)
        for source in SourceCatalog.all where !on.contains(source.card.id) {
            settings.sources[source.card.id, default: .init()].enabled = false
        }
        adjust(&settings)
        try await desk.use(settings)
    }

    /// The verdict of one source about the usual address.
    func verdict(_ source: String, fresh: Bool = false, mode: LookupDesk.Mode = .person) async -> SourceVerdict? {
        await desk.look(up: Self.address, mode, fresh: fresh).verdicts.first { $0.source == source }
    }
}
