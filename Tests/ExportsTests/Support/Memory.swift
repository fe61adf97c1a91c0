import Exports
import Flows
import Vocabulary

/// Lines kept in memory.
final class Memory: LineSink {
    private(set) var lines: [String] = []
    private(set) var isClosed = false

    func write(line: [UInt8]) { lines.append(String(decoding: line, as: UTF8.self)) }
    func close() { isClosed = true }

    /// The fields of the record written last, for Zeek logs.
    var record: [Substring] { lines.last?.split(separator: "\t", omittingEmptySubsequences: false) ?? [] }
}

/// Values to write about.
enum Sample {
    static let time = Timestamp(nanoseconds: 1_767_600_000_123_456_789)

    static func flow(_ transport: IPProtocol = .tcp, id: UInt64 = 8, payload: UInt64 = 10) -> FlowSnapshot {
        var flow = FlowSnapshot(
            key: FlowKey(
                initiator: IPAddress(10, 0, 0, 1), initiatorPort: 4711, responder: IPAddress(192, 0, 2, 1),
                responderPort: 22, transport: transport))
        flow.id = id
        flow.firstSeen = time
        flow.lastSeen = Timestamp(nanoseconds: time.nanoseconds + 2_500_000_000)
        flow.initiator.packets = 3
        flow.initiator.bytes = 170
        flow.initiator.payload = payload
        flow.responder.packets = 1
        flow.responder.bytes = 60
        return flow
    }

    static func event(_ fact: ApplicationFact, _ flow: FlowSnapshot = flow(), after seconds: Double = 0) -> FlowEvent {
        FlowEvent(
            order: flow.id, timestamp: time.advanced(bySeconds: seconds), kind: .application, flow: flow,
            detail: .application(fact))
    }

    static func closed(_ flow: FlowSnapshot = flow(), _ ending: Ending = .idle) -> FlowEvent {
        var flow = flow
        flow.ending = ending
        return FlowEvent(order: flow.id + 8, timestamp: flow.lastSeen, kind: .closed, flow: flow)
    }
}
