import Exports
import Vocabulary

extension HostileOutcome {
    /// The outcome as one JSON document; everything but memory depends on the seed alone.
    package func json(seed: UInt64) -> String {
        var writer = JSONWriter(indentation: 2)
        writer.object { document in
            document.field("seed", seed)
            document.field("frames", counts.packets)
            document.field("damaged", damaged)
            document.field("incidents", incidents.count)
            document.field("lines", lines)
            document.array("malformed") { list in
                for (stop, count) in stops {
                    list.object {
                        $0.field("layer", "\(stop.layer)")
                        $0.field("reason", "\(stop.reason)")
                        $0.field("count", count)
                    }
                }
            }
            document.object("losses") { for (name, count) in losses { $0.field(name, count) } }
            document.array("tables") { list in
                for gauge in gauges {
                    list.object {
                        $0.field("name", gauge.name)
                        $0.field("count", gauge.count)
                        $0.field("cap", gauge.capacity)
                        $0.field("lost", gauge.lost)
                    }
                }
            }
            document.field("peak_memory", peakMemory)
        }
        return writer.text
    }
}
