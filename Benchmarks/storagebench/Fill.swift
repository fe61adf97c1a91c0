internal import ArgumentParser
internal import Bedrock
internal import Foundation
internal import Storage
internal import Vocabulary

/// Makes the store that `queries` asks.
struct Fill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Fills a store as a busy week would.")
    @OptionGroup var folder: Folder
    @Option var flows = 10_000_000
    @Option var days = 7

    func run() async throws {
        Files.remove(folder.folder)
        var options = StoreOptions(directory: folder.folder)
        options.waitingOthers = 1_000_000
        let store = try Store(options)
        let cost = await Cost.of {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.run { Self.all } }
                await fill(store)
                group.cancelAll()
            }
        }
        guard store.health.unwritten == StoreHealth.Unwritten() else {
            throw Broken("not all was kept: \(store.health)")
        }
        let before = Double(Files.size(folder.folder + "/flows")) / Double(flows)
        let sealing = await Cost.of { await store.keepUp(Self.all) }
        let after = Double(Files.size(folder.folder + "/flows")) / Double(flows)
        let main = Double(Files.size(folder.folder)) / Double(flows)
        print(
            "\(flows) flows of \(days) days in \(Cost.two(cost.seconds)) s, the last indexes in \(Cost.two(sealing.seconds)) s; "
                + "bytes a flow: \(Cost.two(before)) -> \(Cost.two(after)) indexed, \(Cost.two(main)) for sums and all else"
        )
    }

    /// Nothing is too old or too much.
    static let all = Retention(days: 50_000, bytes: .max / 4)

    private func fill(_ store: Store) async {
        let traffic = Traffic(flows: flows, days: days)
        let story = Story(flows: flows)
        for start in stride(from: 0, to: flows, by: 10_000) {
            var batch = StoreBatch()
            batch.flows = (start..<min(start + 10_000, flows)).map { traffic.flow($0) }
            story.add(to: &batch, range: start..<min(start + 10_000, flows), traffic)
            store.append(batch)
            if start % 100_000 == 0 { await store.flush() }
        }
        await store.flush()
    }
}

/// What detection would say of the flows: an alert for every 500th flow, an incident for ten of them, a tick a second.
struct Story: Sendable {
    let flows: Int
    static let rules: [DetectionID] = [.portScanVertical, .dnsTunnel, .c2Beacon, .exfiltration, .synFlood, .arpSpoof]

    func add(to batch: inout StoreBatch, range: Range<Int>, _ traffic: Traffic) {
        for number in range where number % 500 == 0 {
            let flow = traffic.flow(number)
            let incident = "INC-\(number / 5000)"
            let finding = Finding(
                detection: Self.rules[number / 500 % Self.rules.count], summary: "made up, number \(number)",
                severity: Severity(rawValue: UInt8(number / 500 % 5)) ?? .info, confidence: 0.8, techniques: ["T1046"],
                attackers: [.address(flow.key.initiator)], victims: [.address(flow.key.responder)],
                evidence: [Evidence("distinct_ports", count: 16, threshold: 15)], flows: [flow.origin],
                firstSeen: flow.start, lastSeen: flow.end)
            let stream = Self.stream &+ UInt64(number)
            batch.alerts.append(AlertRecord(streamID: stream, finding: finding, incident: incident))
            guard number % 5000 == 0 else { continue }
            let told = Incident(
                id: incident, title: "Made up by \(flow.key.initiator)", severity: finding.severity,
                score: number % 100,
                status: .new, detections: [finding.detection], techniques: [], attackers: finding.attackers,
                victims: finding.victims, firstSeen: flow.start, lastSeen: flow.end,
                events: [StoryEvent(id: "E1", finding: finding)])
            batch.incidents.append(IncidentUpdate(change: .opened, incident: told, streamID: stream))
        }
        let first = traffic.flow(range.lowerBound).end.nanoseconds / 1_000_000_000
        let last = traffic.flow(range.upperBound - 1).end.nanoseconds / 1_000_000_000
        for second in first..<max(first, last) {
            var point = TrafficPoint(time: Timestamp(nanoseconds: second * 1_000_000_000))
            point.packets = 500
            point.bytes = 400_000
            point.byProtocol = .init(tcp: 300_000, udp: 100_000)
            point.byDirection = .init(outbound: 400_000)
            point.newFlows = 16
            batch.traffic.append(point)
        }
    }

    private static let stream = UInt64(max(0, WallClock.nanoseconds / 1000))
}
