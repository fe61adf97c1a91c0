package import Vocabulary

/// A table of those to whom something comes thick and fast: a sieve decides who gets an entry, so that the rest of the world costs a counter.
///
/// Why it exists: every flood rule keeps state for few victims of many hosts. Bounds: those of `DigestTable` and `HeavySieve`.
package struct SiftedTable<Value: Sendable>: Sendable {
    private var sieve: HeavySieve
    private var table: DigestTable<Value>
    private let promotion: UInt32

    /// An entry is made where `promotion` came within `period` seconds.
    package init(capacity: Int, promotion: UInt32, slots: Int = 4096, period: Int64 = 2) {
        sieve = HeavySieve(slots: slots, period: period)
        table = DigestTable(capacity: capacity)
        self.promotion = promotion
    }

    package var count: Int { table.count }

    @inline(__always)
    package mutating func find(_ digest: UInt64) -> Int? { table.find(digest) }

    package subscript(place: Int) -> Value {
        @inline(__always) _read { yield table[place] }
        @inline(__always) _modify { yield &table[place] }
    }

    /// The entry, or a new one where so much came for it; `make` gets how much that was, this time included.
    package mutating func place(
        of digest: UInt64, adding amount: UInt32 = 1, at time: Timestamp, make: (UInt32) -> Value
    ) -> Int? {
        table.find(digest) ?? promote(digest, adding: amount, at: time, make: make)
    }

    /// The same where it is known that there is no entry.
    package mutating func promote(
        _ digest: UInt64, adding amount: UInt32 = 1, at time: Timestamp, make: (UInt32) -> Value
    ) -> Int? {
        let count = sieve.observe(digest, amount: amount, second: time.second)
        return count >= promotion ? table.insert(digest, make(count)) : nil
    }

    /// Reports what the entries have to say at the end, in an order that depends only on what was put in.
    package mutating func conclude(_ report: inout FindingSink, _ last: (inout Value) -> Finding?) {
        table.forEach { value in if let finding = last(&value) { report.report(finding) } }
    }
}

extension SiftedTable: Gauged {
    package func gauge(_ name: String) -> TableGauge { table.gauge(name) }
}
