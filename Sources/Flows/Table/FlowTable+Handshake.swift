import Bedrock
import Vocabulary

/// The two plain packets with which most connections, and all flows of a flood, begin.
extension FlowTable {
    /// The short way of a plain SYN that opens a flow, and of the plain SYN-ACK behind a SYN. False, and nothing is changed, for others.
    ///
    /// What it does is what the long way would do: that a packet is plain, and which flags it has, leaves nothing to find out.
    @inline(__always)
    mutating func shake(_ fact: inout PacketFacts, into events: inout EventBuffer) -> Bool {
        let flags = fact.tcpFlags
        guard flags == .syn || flags == [.syn, .ack], fact.isPlain, fact.transport == .tcp,
            fact.payloadLength | fact.capturedPayload == 0,
            clock.isOrdinary(fact.timestamp.nanoseconds)
        else { return false }
        return flags == .syn ? shake(opening: &fact, into: &events) : shake(answer: &fact)
    }

    @inline(never)
    private mutating func shake(opening fact: inout PacketFacts, into events: inout EventBuffer) -> Bool {
        guard index.first(BucketIndex.short(fact.hash)) == .max, active < settings.capacity else { return false }
        pass(handshake: &fact)
        open(plain: &fact, fact.timestamp.nanoseconds, into: &events)
        return true
    }

    @inline(never)
    private mutating func shake(answer fact: inout PacketFacts) -> Bool {
        let number = index.first(BucketIndex.short(fact.hash))
        guard number != .max, records[Int(number)].isAnswered(by: &fact) else { return false }
        let arrival = Arrival(
            side: 0, ns: fact.timestamp.nanoseconds, bytes: fact.ipLength, payload: 0, flags: fact.tcpFlags.rawValue,
            letters: 0, isTCP: true, isReadable: true)
        guard records[Int(number)].answer(arrival, within: timeouts.opening) else { return false }
        pass(handshake: &fact)
        biographies[Int(number)].answer(&fact)
        fact.flow = number
        fact.fromInitiator = false
        fact.wantsDissection = false
        return true
    }

    /// Counts it for clock and tick.
    @inline(__always)
    private mutating func pass(handshake fact: inout PacketFacts) {
        clock.pass(fact.timestamp.nanoseconds)
        tick.packets &+= 1
        tick.bytes &+= UInt64(fact.wireLength)
        tick.tcp &+= 1
    }
}

extension FlowRecord {
    /// A plain TCP packet that the responder of this flow sent.
    @inline(__always)
    fileprivate func isAnswered(by fact: inout PacketFacts) -> Bool {
        let (source, destination) = (fact.source.vector, fact.destination.vector)
        let turned = (initiatorBits ^ destination) | (responderBits ^ source)
        let ports = UInt32(initiatorPort) | UInt32(responderPort) << 16
        let sent = UInt32(fact.destinationPort) | UInt32(fact.sourcePort) << 16
        // Who speaks to itself is its own initiator.
        return turned[0] | turned[1] | UInt64(ports ^ sent) == 0 && transport == .tcp && depth == 0
            && !(initiatorPort == responderPort && initiatorBits == responderBits)
    }
}
