import Vocabulary

/// The lines about the capture itself.
extension EVELine {
    /// What passed until a second of event time.
    mutating func stats(_ sums: EVESums, at time: Timestamp) {
        write("stats", at: time) { line in
            line.object("stats") { stats in
                stats.field("uptime", sums.uptime(at: time))
                stats.object("decoder") { decoder in
                    decoder.field("pkts", sums.packets)
                    decoder.field("bytes", sums.bytes)
                }
                stats.object("flow") { flow in
                    flow.field("total", sums.flows)
                    flow.field("active", sums.active)
                }
            }
        }
    }

    /// The last line of its kind: everything that was counted, losses included.
    mutating func stats(_ end: CaptureEnd, _ sums: EVESums) {
        let counts = end.counts
        write("stats", at: end.time) { line in
            line.object("stats") { stats in
                stats.field("uptime", sums.uptime(at: end.time))
                stats.object("decoder") { decoder in
                    decoder.field("pkts", counts.packets)
                    decoder.field("bytes", counts.bytes)
                    decoder.field("ipv4", counts.ipv4)
                    decoder.field("ipv6", counts.ipv6)
                    decoder.field("arp", counts.arp)
                    decoder.field("tcp", counts.tcp)
                    decoder.field("udp", counts.udp)
                    decoder.field("icmpv4", counts.icmp)
                    decoder.field("icmpv6", counts.icmpv6)
                    decoder.field("invalid", end.invalid)
                }
                stats.object("flow") { flow in
                    flow.field("total", sums.flows)
                    flow.field("active", 0)
                }
                stats.object("losses") { losses in
                    for loss in end.losses { losses.field(loss.name, loss.count) }
                }
            }
        }
    }

    /// So many packets could not be read on, at this layer and for this reason.
    mutating func anomaly(_ stop: Stop, count: UInt64, at time: Timestamp) {
        write("anomaly", at: time) { line in
            line.object("anomaly") { anomaly in
                anomaly.field("type", stop.layer == .application ? "applayer" : "decode")
                anomaly.field("event", "decoder.\(stop.layer.eveName).\(stop.reason.eveName)")
                anomaly.field("count", count)
            }
        }
    }

    /// A message of an application protocol contradicts itself.
    mutating func anomaly(_ event: FlowEvent, app: String, _ name: String) {
        write("anomaly", at: event.timestamp, event.flow, app: app) { line in
            line.object("anomaly") { anomaly in
                anomaly.field("app_proto", app)
                anomaly.field("type", "applayer")
                anomaly.field("event", name)
                anomaly.field("layer", "proto_parser")
            }
        }
    }
}

extension Stop.Layer {
    var eveName: String { self == .extensionHeader ? "extension_header" : "\(self)" }
}

extension Stop.Reason {
    /// snake_case.
    var eveName: String {
        switch self {
        case .none: "none"
        case .cutByCapture: "cut_by_capture"
        case .truncated: "truncated"
        case .badLength: "bad_length"
        case .badVersion: "bad_version"
        case .badValue: "bad_value"
        case .tooDeep: "too_deep"
        case .unsupported: "unsupported"
        }
    }

    /// The sender's doing: neither a short snap length nor a protocol that we do not read.
    var isAnomaly: Bool { self != .none && self != .cutByCapture && self != .unsupported }
}
