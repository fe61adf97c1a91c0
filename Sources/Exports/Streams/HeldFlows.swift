import Vocabulary

/// What is held back for flows until more of them is known, by flow id.
///
/// Bounds: `capacity` flows. When it is full the flow held longest is given up (one that was given up and came back counts from its
/// first time); the caller writes it as it stands.
struct HeldFlows<Held> {
    private var entries: [UInt64: Held] = [:]
    /// Ids in order of arrival from `head` on; those of flows that ended meanwhile are skipped.
    private var arrivals: [UInt64] = []
    private var head = 0
    private let capacity: Int

    init(capacity: Int) {
        precondition(capacity > 0, "Held flows need room for one.")
        self.capacity = capacity
    }

    var count: Int { entries.count }

    /// Changes what is held for a flow, `fresh` where nothing is; returns what had to be given up for it.
    mutating func update(_ id: UInt64, fresh: @autoclosure () -> Held, _ body: (inout Held) -> Void) -> Held? {
        var evicted: Held?
        if entries[id] == nil {
            if entries.count >= capacity { evicted = removeOldest() }
            if arrivals.count - head >= 2 * capacity { compact() }
            arrivals.append(id)
        }
        body(&entries[id, default: fresh()])
        return evicted
    }

    /// Changes what is held for a flow, where something is.
    mutating func change<Result>(_ id: UInt64, _ body: (inout Held) -> Result?) -> Result? {
        guard let place = entries.index(forKey: id) else { return nil }
        return body(&entries.values[place])
    }

    mutating func remove(_ id: UInt64) -> Held? { entries.isEmpty ? nil : entries.removeValue(forKey: id) }

    /// Takes out everything, the flow held longest first.
    mutating func removeAll() -> [Held] {
        let all = arrivals[head...].compactMap { entries.removeValue(forKey: $0) }
        arrivals = []
        head = 0
        return all
    }

    private mutating func removeOldest() -> Held? {
        while head < arrivals.count {
            let id = arrivals[head]
            head += 1
            if head >= capacity {
                arrivals.removeFirst(head)
                head = 0
            }
            if let held = entries.removeValue(forKey: id) { return held }
        }
        return nil
    }

    private mutating func compact() {
        var seen: Set<UInt64> = []
        arrivals = arrivals[head...].filter { entries[$0] != nil && seen.insert($0).inserted }
        head = 0
    }
}

extension FlowEvent {
    /// Read from what was left of a flow when time ended it: told after its end, and the last that is told of it.
    ///
    /// Other endings do not say that: a flow that its packets end within a batch is told as ended by all events of that batch.
    var comesAfterEnd: Bool { flow.ending == .idle || flow.ending == .captureEnd }
}
