import Vocabulary

/// Who asks one web server in clear, and how: the victim's view of a flood that many share.
///
/// A busy site has guests who each ask for different things, once; a flood has sources that each ask for the same again and again, faster
/// than people or the programs of people do. Bounds: 256 sources of an epoch of ten seconds, each with four paths; those that come later
/// in an epoch are not looked at. What fools it: sources below the rate, and paths that are all different.
struct FloodedServer {
    struct Limits {
        /// Requests to the server in a second and in ten, and of one source in a second.
        let second: Int
        let ten: Int
        let source: Double
    }
    private struct Source {
        let address: IPAddress
        var requests = 0
        /// Requests for what was one of the last four.
        var repeated = 0
        var paths = InlineArray<4, UInt64>(repeating: 0)
        var next = 0
    }
    /// The share of the requests that sources who repeat themselves must have.
    private static let share = 0.8
    private static let capacity = 256

    let server: IPAddress
    let port: UInt16
    private var count: FloodCount
    private var epoch: Int64
    private var began: Timestamp
    /// Digests of the sources, beside them: what is looked through for each request.
    private var digests: [UInt64] = []
    private var sources: [Source] = []
    private var attackers: [IPAddress] = []
    private var paths = DistinctCount()

    init(_ key: FlowKey, at time: Timestamp) {
        server = key.responder
        port = key.responderPort
        count = FloodCount(at: time)
        epoch = time.second / 10
        began = time
    }

    mutating func ask(_ client: IPAddress, _ path: UInt64, flow: UInt64, at now: Timestamp, _ limits: Limits)
        -> Finding?
    {
        let finding = count.advance(to: now) ? judge(limits, at: now) : nil
        if now.second / 10 != epoch {
            epoch = now.second / 10
            began = now
            digests.removeAll(keepingCapacity: true)
            sources.removeAll(keepingCapacity: true)
        }
        count.add(1, at: now)
        count.note(flow: flow)
        paths.add(path)
        let digest = Digest.of(client)
        let place: Int
        if let known = digests.firstIndex(of: digest) {
            place = known
        } else {
            guard sources.count < Self.capacity else { return finding }
            place = sources.count
            digests.append(digest)
            sources.append(Source(address: client))
        }
        sources[place].requests += 1
        for kept in 0..<4 where sources[place].paths[kept] == path {
            sources[place].repeated += 1
            return finding
        }
        sources[place].paths[sources[place].next] = path
        sources[place].next = (sources[place].next + 1) & 3
        return finding
    }

    /// Told together with others already.
    func names(_ client: IPAddress) -> Bool { attackers.contains(client) }

    private mutating func judge(_ limits: Limits, at now: Timestamp) -> Finding? {
        let seconds = now.seconds(since: began)
        guard seconds >= 1.5, sources.count >= 2 else { return nil }
        guard
            let crossing = FloodCount.Crossing(
                count.sum(seconds: 1).events, count.sum(seconds: 10).events,
                FloodCount.Limits(second: limits.second, ten: limits.ten))
        else { return nil }
        let least = max(10, Int(limits.source * seconds))
        var (all, theirs) = (0, 0)
        var busy: [IPAddress] = []
        for source in sources {
            all += source.requests
            guard source.requests >= least, source.repeated * 2 >= source.requests else { continue }
            theirs += source.requests
            busy.append(source.address)
        }
        guard busy.count >= 2, Double(theirs) >= Self.share * Double(all) else { return nil }
        for address in busy where attackers.count < 64 && !attackers.contains(address) { attackers.append(address) }
        return count.speaks() ? finding(crossing, busy: busy.count) : nil
    }

    private func finding(_ crossing: FloodCount.Crossing, busy: Int) -> Finding {
        Finding(
            detection: .httpFlood, summary: "\(attackers.count) sources flood \(server) with web requests together",
            severity: crossing.count >= 10 * crossing.threshold ? .critical : .high,
            confidence: min(0.95, 0.7 + 0.05 * crossing.excess), techniques: ["T1499.002"],
            attackers: attackers.sorted().map(Party.address), victims: [.address(server)],
            evidence: [
                Evidence("requests_in_window", count: crossing.count, threshold: Double(crossing.threshold)),
                Evidence("window_seconds", measure: crossing.seconds),
                Evidence("requests", count: count.total),
                Evidence("sources_that_repeat", count: busy),
                Evidence("distinct_paths", count: paths.count),
                Evidence("port", count: port),
            ], flows: count.flows, firstSeen: count.firstSeen, lastSeen: count.lastSeen)
    }
}
