package import Vocabulary

/// `notice.log`: one line a finding, the detection id as its note.
package struct NoticeLog<Sink: LineSink>: EventOutput {
    private var log: ZeekLog<Sink>

    package init(to sink: Sink) {
        log = ZeekLog(
            "notice",
            [
                ("ts", "time"), ("note", "enum"), ("msg", "string"), ("sub", "string"), ("src", "addr"),
                ("dst", "addr"),
                ("n", "count"), ("actions", "set[enum]"), ("suppress_for", "interval"),
            ], to: sink)
    }

    package mutating func observe(finding: Finding) {
        func first(_ parties: [Party]) -> String? {
            for case .address(let address) in parties { return address.description }
            return nil
        }
        let evidence = finding.evidence.compactMap { item -> String? in
            switch item.value {
            case .count(let count): "\(item.name)=\(count)"
            case .measure(let measure): "\(item.name)=\(measure)"
            case .text, .list: nil
            }
        }
        log.write([
            ZeekConnection.time(finding.lastSeen), "NetSentinel::\(finding.detection.rawValue)", finding.summary,
            evidence.joined(separator: " "), first(finding.attackers), first(finding.victims), nil,
            "Notice::ACTION_LOG",
            "0.000000",
        ])
    }

    package mutating func finish() { log.close() }
}
