import Detection
import Flows
package import Vocabulary
import Wire

extension PacketPath {
    /// How full every table of the path is, in the order of the path.
    package var gauges: [TableGauge] {
        engine.decoder.gauges + engine.dissector.gauges + engine.flows.gauges + rules.gauges
    }
}
