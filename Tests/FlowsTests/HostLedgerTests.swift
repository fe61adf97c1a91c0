import Flows
import Testing
import Vocabulary

@Suite struct HostLedgerTests {
    private let server = IPAddress(10, 0, 0, 1)
    private let first = IPAddress(10, 0, 0, 2)
    private let second = IPAddress(10, 0, 0, 3)

    @Test func `each flow counts once for both sides`() throws {
        var ledger = HostLedger()
        ledger.observe([
            end(first, server, sent: 3, received: 2), end(second, server, sent: 10, received: 20),
            end(first, second, sent: 1, received: 0),
        ])
        let hosts = Dictionary(uniqueKeysWithValues: ledger.busiest(10).map { ($0.address, $0.entry) })
        #expect(hosts.count == 3)
        let entry = try #require(hosts[server])
        #expect(entry.sentPackets == 22 && entry.receivedPackets == 13)
        #expect(entry.sentBytes == 2200 && entry.receivedBytes == 1300)
        #expect(entry.flows == 2)
        let other = try #require(hosts[second])
        #expect(other.sentPackets == 10 && other.receivedPackets == 21 && other.flows == 2)
    }

    @Test func `how events are put together changes nothing`() {
        var events: [FlowEvent] = []
        for number in 0..<200 as Range<UInt64> {
            let client = number % 7 == 0 ? server : number % 3 == 0 ? first : second
            let target = number % 5 < 3 ? server : number % 2 == 0 ? first : second
            events.append(end(client, target, sent: number, received: number / 2, mac: number + 1))
        }
        func hosts(_ portion: Int) -> [String] {
            var ledger = HostLedger()
            for start in stride(from: 0, to: events.count, by: portion) {
                ledger.observe(Array(events[start..<min(start + portion, events.count)]))
            }
            return ledger.busiest(10).map { "\($0)" }
        }
        let whole = hosts(1000)
        #expect(whole.count == 3)
        for portion in [1, 2, 3, 8, 9, 64] { #expect(hosts(portion) == whole) }
    }

    @Test func `only ends of outer flows count`() {
        var ledger = HostLedger()
        var opened = end(first, server, sent: 1, received: 1)
        opened.kind = .opened
        var inner = end(first, server, sent: 1, received: 1)
        inner.flow.depth = 1
        ledger.observe([opened, inner])
        #expect(ledger.count == 0)
    }

    @Test func `hosts beyond the cap are counted and not kept, those that are kept go on`() {
        var ledger = HostLedger(capacity: 2)
        var events = [end(first, server, sent: 1, received: 1)]
        for number in 1...20 as ClosedRange<UInt8> {
            events.append(end(IPAddress(192, 0, 2, number), server, sent: 1, received: 1))
        }
        for _ in 0..<5 { events.append(end(first, second, sent: 1, received: 0)) }
        ledger.observe(events)
        #expect(ledger.count == 2)
        #expect(ledger.overflow == 25)
        #expect(ledger.busiest(1).map(\.address) == [server])
        #expect(ledger.busiest(1).map(\.entry.flows) == [21])
    }

    private func end(
        _ client: IPAddress, _ server: IPAddress, sent: UInt64, received: UInt64, mac: UInt64 = 0
    ) -> FlowEvent {
        var flow = FlowSnapshot(
            key: FlowKey(
                initiator: client, initiatorPort: 40_000, responder: server, responderPort: 80, transport: .tcp))
        flow.initiator.packets = sent
        flow.initiator.bytes = sent * 100
        flow.initiator.mac = MACAddress(bits: mac)
        flow.responder.packets = received
        flow.responder.bytes = received * 100
        flow.responder.mac = MACAddress(bits: mac == 0 ? 0 : mac + 1000)
        return FlowEvent(order: 1, timestamp: Timestamp(seconds: 1), kind: .closed, flow: flow)
    }
}
