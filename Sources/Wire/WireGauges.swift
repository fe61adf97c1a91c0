package import Vocabulary

extension Decoder {
    /// How full the table of fragmented packets is.
    package var gauges: [TableGauge] {
        [
            TableGauge(
                "wire.fragments", count: fragments.count, capacity: FragmentTable.capacity,
                whenFull: "of four, the entry seen longest ago makes room", lost: fragmentEvictions)
        ]
    }
}

extension Dissector {
    /// How many streams are read, and how many of their bytes wait.
    package var gauges: [TableGauge] {
        [
            TableGauge(
                "wire.streams", count: pool.count, capacity: pool.capacity,
                whenFull: "the stream fed least recently loses its place", lost: counters.evicted),
            TableGauge(
                "wire.stream_bytes", count: counters.mostBufferedBytes, capacity: limits.bufferedBytes,
                whenFull: "the newcomer's bytes are not kept, and its stream stops", lost: counters.refusedPieces),
        ]
    }
}
