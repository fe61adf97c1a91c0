package import Vocabulary

extension BoundedTable: Gauged {
    package func gauge(_ name: String) -> TableGauge {
        TableGauge(
            name, count: count, capacity: capacity, whenFull: "the entry touched least recently makes room",
            lost: evicted)
    }
}

extension DigestTable: Gauged {
    package func gauge(_ name: String) -> TableGauge {
        TableGauge(
            name, count: count, capacity: capacity, whenFull: "of eight, the entry touched longest ago makes room",
            lost: evicted)
    }
}
