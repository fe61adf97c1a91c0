package import Vocabulary

extension FlowTable {
    /// How full the tables are.
    package var gauges: [TableGauge] {
        let counters = counters
        return [
            TableGauge(
                "flows", count: active, capacity: settings.capacity,
                whenFull: "the flow that would time out first makes room; where none is near, the newcomer is refused",
                lost: counters.evicted &+ counters.refused),
            TableGauge(
                "flows.ended_tuples", count: tuples.count, capacity: tuples.capacity,
                whenFull: "newcomers are not kept: a tuple that comes back may count twice",
                lost: counters.forgottenTuples),
        ]
    }
}
