package import Vocabulary

/// `notice.log`: one line a finding, the detection id as its note.
package struct NoticeLog<Sink: LineSink>: EventOutput {
    private var log: ZeekLog<Sink>

    package init(to sink: Sink) { log = ZeekLog("notice", Self.columns, to: sink) }

    package var lostLines: UInt64 { log.lost }

    package mutating func observe(finding: Finding) {
        let evidence = finding.evidence.compactMap { item -> String? in
            switch item.value {
            case .count(let count): "\(item.name)=\(count)"
            case .measure(let measure): "\(item.name)=\((measure * 1e6).rounded() / 1e6)"
            case .text, .list: nil
            }
        }
        log.write { row in
            row.time(finding.lastSeen)
            // The flow that shows it best; its ports stand in conn.log under the same uid.
            if let flow = finding.flows.first { row.uid(flow) } else { row.unset() }
            row.unset(8)
            row.text("NetSentinel::\(finding.detection.rawValue)")
            row.text(finding.summary)
            row.text(evidence.joined(separator: " "))
            row.address(finding.attackers.firstAddress)
            row.address(finding.victims.firstAddress)
            row.unset(3)
            row.name("Notice::ACTION_LOG")
            row.name("(empty)")
            row.interval(nanoseconds: 0)
        }
    }

    package mutating func observe(tick: TrafficTick) { log.pause() }
    package mutating func finish() { log.close() }

    private static var columns: [(name: String, type: String)] {
        [
            ("ts", "time"), ("uid", "string"), ("id.orig_h", "addr"), ("id.orig_p", "port"), ("id.resp_h", "addr"),
            ("id.resp_p", "port"), ("fuid", "string"), ("file_mime_type", "string"), ("file_desc", "string"),
            ("proto", "enum"), ("note", "enum"), ("msg", "string"), ("sub", "string"), ("src", "addr"),
            ("dst", "addr"), ("p", "port"), ("n", "count"), ("peer_descr", "string"), ("actions", "set[enum]"),
            ("email_dest", "set[string]"), ("suppress_for", "interval"),
        ]
    }
}
