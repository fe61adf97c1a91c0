/// The first flows that show something: at most 32 ids, each once.
package struct FlowSample: Sendable {
    package private(set) var ids: [UInt64] = []

    package init() {}

    package mutating func add(_ id: UInt64) {
        guard ids.count < 32, ids.last != id, !ids.contains(id) else { return }
        ids.append(id)
    }
}
