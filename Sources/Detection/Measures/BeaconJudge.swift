import Flows
import Learning
import Vocabulary

/// Weighs what is around a regular series: where it goes, by which protocol, what is known of the server.
struct BeaconJudge: Sendable {
    let least: Double

    /// A registered domain that nobody would say.
    static func looksGenerated(_ name: String) -> Bool {
        let bytes = name.utf8.span
        return NameLikeness(bytes, NameParts(bytes).label(in: bytes)).randomness >= 0.4
    }

    func judge(
        _ series: ArrivalSeries, _ key: Beacon.Key, visitors: Int, isPrevalent: Bool,
        _ context: borrowing DetectionContext
    ) -> Finding? {
        let isInternal = context.home.contains(key.server) && context.home.contains(key.client)
        guard !isPrevalent, series.logins * 4 < max(series.count, 1), let score = score(series, key, isInternal) else {
            return nil
        }
        var confidence = score.value
        let isWeb = Clockwork.isWeb(key.port) || series.service == .http || series.service == .tls
        if isInternal { confidence -= 0.08 }
        if series.serverName.isEmpty { confidence += 0.05 }
        if !isWeb { confidence += 0.05 }
        // Several hosts that call one server about so often are devices of one maker.
        if visitors >= 3, score.beat.dispersion > 0.2 { confidence -= 0.1 }
        if visitors > 1 { confidence -= 0.03 * Double(min(visitors - 1, 4)) }
        // A browser says where it comes from and asks for many things; a player fetches much.
        if series.requests > 0 {
            if series.probes * 2 > series.requests { confidence *= 0.5 }
            if series.referred * 3 > series.requests { confidence *= 0.5 }
            if series.targets.count > 12, series.targets.count * 3 > series.requests { confidence *= 0.6 }
        }
        if score.medianReceived > 60_000 { confidence -= 0.3 }
        // A film in pieces: nobody's orders are as large.
        if score.medianReceived > 100_000 { confidence -= 0.2 }
        if score.medianSent > 30_000 { confidence -= 0.2 }
        if score.sizeSpread > 0.6 { confidence -= 0.15 }
        let generated = series.names.count >= 5 && series.randomNames * 2 >= series.names.count
        if generated { confidence += 0.2 }
        guard confidence >= least else { return nil }
        return finding(
            series, key, score, min(0.98, confidence), generated: generated, visitors: visitors, isWeb: isWeb)
    }

    private func score(_ series: ArrivalSeries, _ key: Beacon.Key, _ isInternal: Bool) -> BeaconScore? {
        if Clockwork.isLoginService(series.service), key.port != 53 || series.service != .dns { return nil }
        if Clockwork.isLoginService(Service(port: key.port, transport: key.transport)), key.port != 53 { return nil }
        if isInternal, Clockwork.isPlantPort(key.port) { return nil }
        guard key.kind == .pulses else {
            // Inside, who gets no answer has lost a service.
            if isInternal, series.sent.allSatisfy({ $0 == 0 }) { return nil }
            return Self.outward(BeaconScore(series, minimumGaps: isInternal ? 9 : 7), series, isInternal)
        }
        // Silences below two seconds are not told, so that a few seconds between messages look evener than they are.
        // Keep-alives are ordinary: a plain connection at an odd port, small and exact, counts; inside TLS only what is too
        // large for a keep-alive, and long enough.
        guard !Clockwork.isKeptAlive(key.port), series.service == .unknown || series.service == .tls else { return nil }
        let isTLS = series.service == .tls
        guard let score = BeaconScore(series, minimumGaps: isTLS || key.transport == .udp ? 23 : 11),
            score.beat.dispersion <= (isTLS ? 0.32 : 0.12), score.beat.period >= 6 || score.beat.dispersion <= 0.05,
            score.sizeSpread <= 0.2, score.medianSent <= 1500,
            score.medianReceived <= 20_000, !isTLS || (score.medianSent >= 140 && score.medianReceived >= 80)
        else { return nil }
        return Self.outward(score, series, isInternal)
    }

    /// Inside, a plain timer that asks for one thing only is a program that polls another: health checks, exporters, printers, clusters,
    /// hubs. A master that is inside, too, shows by jitter, by asking for several things, or by generated names.
    private static func outward(_ score: BeaconScore?, _ series: ArrivalSeries, _ isInternal: Bool) -> BeaconScore? {
        guard let score else { return nil }
        let isPolling = score.beat.dispersion <= 0.1 && series.targets.count <= 1 && series.names.count < 5
        return isInternal && isPolling ? nil : score
    }

    private func finding(
        _ series: ArrivalSeries, _ key: Beacon.Key, _ score: BeaconScore, _ confidence: Double, generated: Bool,
        visitors: Int, isWeb: Bool
    ) -> Finding {
        let usual = Service(port: key.port, transport: key.transport)
        var techniques = [isWeb ? "T1071.001" : "T1071"]
        if generated { techniques.insert("T1568.002", at: 0) }
        if usual == .unknown, !Clockwork.isWeb(key.port) { techniques.append("T1571") }
        if series.service == .tls || series.sawHello { techniques.append("T1573") }
        let servers = key.kind == .named ? series.responders : [key.server]
        let service = usual == .unknown ? "\(key.transport) port \(key.port)" : usual.name
        let place = series.serverName.isEmpty ? "\(servers[0])" : "\(servers[0]) (\(series.serverName))"
        let manner: String
        switch key.kind {
        case .connections: manner = "new connections"
        case .named: manner = "new connections to one name at changing addresses"
        case .requests: manner = "requests"
        case .pulses: manner = "messages inside one connection"
        }
        return Finding(
            detection: .c2Beacon, summary: "\(key.client) calls \(place) over \(service) by a clock",
            severity: confidence >= 0.75 ? .high : .medium, confidence: confidence, techniques: techniques,
            attackers: [.address(key.client)], victims: servers.map { .address($0) },
            evidence: [
                Evidence("interval_seconds", measure: (score.beat.period * 1000).rounded() / 1000),
                Evidence("arrivals", count: series.count, threshold: 8),
                Evidence("interval_spread", measure: (score.beat.dispersion * 1000).rounded() / 1000, threshold: 0.32),
                Evidence("gaps_explained", measure: (score.beat.explained * 1000).rounded() / 1000, threshold: 0.8),
                Evidence("beats_missed", count: score.beat.missed),
                Evidence("arrivals_per_round", count: score.beat.arrivalsPerRound),
                Evidence("median_bytes_sent", measure: score.medianSent),
                Evidence("size_spread", measure: (score.sizeSpread * 1000).rounded() / 1000),
                Evidence("clients_of_server", count: visitors),
                Evidence("score", measure: (score.value * 1000).rounded() / 1000),
                Evidence("manner", text: manner),
                Evidence("server_name", text: series.serverName),
            ],
            flows: series.flows.ids, firstSeen: series.first, lastSeen: series.last)
    }
}
