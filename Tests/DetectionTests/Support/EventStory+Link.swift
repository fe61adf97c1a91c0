@testable import Detection
import Vocabulary

extension EventStory {
    /// An ICMP flow of one question, answered or not; it times out after half a minute.
    mutating func ping(_ from: IPAddress, _ to: IPAddress, at time: Double, answered: Bool) {
        var flow = flow(Self.key(from, 8, to, 0, .icmp), at: time)
        flow.icmpType = 8
        add(.opened, flow, at: time)
        flow.settle()
        if answered {
            flow.answer(at: time + 0.01, flags: [])
            let echo = EchoFact(
                isRequest: false, identifier: 1, sequence: 1, length: 56, digest: 1, entropy: 4, isOrdinary: true)
            add(.echo, flow, at: time + 0.01, .echo(echo))
        }
        flow.ending = .idle
        add(.closed, flow.reporting(responder: answered ? 1 : 0), at: time + 30)
    }

    mutating func neighbor(
        _ operation: NeighborFact.Operation, _ address: IPAddress, _ mac: MACAddress, to target: IPAddress,
        _ targetMAC: MACAddress, at time: Double
    ) {
        let fact = NeighborFact(
            operation: operation, isNDP: false, senderAddress: address, senderMAC: mac, targetAddress: target,
            targetMAC: operation == .request ? .none : targetMAC, frameSource: mac, frameDestination: targetMAC, vlan: 0
        )
        add(
            .neighbor, FlowSnapshot(key: Self.key(.unspecified, 0, .unspecified, 0, .tcp)), at: time, .neighbor(fact))
    }

    mutating func dhcp(_ message: DHCPMessage, at time: Double) {
        let client = IPAddress(0, 0, 0, 0)
        let flow = flow(Self.key(client, 68, IPAddress(255, 255, 255, 255), 67, .udp), at: time)
        add(.application, flow, at: time, .application(.dhcp(message)))
    }

    /// Packets in steps of 32 in one flow, as the flow table reports them.
    mutating func stream(
        _ key: FlowKey, icmpType: UInt8 = 0, packets: Int, perSecond rate: Double, at start: Double,
        answered: Bool = false
    ) {
        var flow = flow(key, at: start)
        flow.icmpType = icmpType
        add(.opened, flow, at: start)
        for step in 1...max(packets / 32, 1) {
            flow.settle()
            flow.count(initiator: 32, payload: 32 * 56)
            if answered {
                flow.responder.packets += 32
                flow.responder.deltaPackets = 32
            }
            let time = start + Double(step) * 32 / rate
            flow.lastSeen = Timestamp(seconds: time)
            add(.progressed, flow, at: time)
        }
    }
}
