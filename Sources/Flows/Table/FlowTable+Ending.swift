import Bedrock
package import Vocabulary

extension FlowTable {
    /// An event without counters.
    mutating func tell(
        _ kind: FlowEvent.Kind, _ number: UInt32, _ order: UInt64, _ timestamp: Timestamp,
        into events: inout EventBuffer
    ) {
        let at = Int(number)
        events.append(kind, order, timestamp) { biographies[at].fill(&$0, &records[at]) }
    }

    /// An event that reports the counters.
    mutating func report(
        _ kind: FlowEvent.Kind, _ number: UInt32, _ order: UInt64, _ timestamp: Timestamp,
        into events: inout EventBuffer
    ) {
        let at = Int(number)
        records[at].unreportedPackets = 0
        records[at].unreportedBytes = 0
        records[at].reportedAt = UInt32(truncatingIfNeeded: records[at].last >> 30)
        events.append(kind, order, timestamp) {
            biographies[at].fill(&$0, &records[at])
            biographies[at].takeDeltas(&records[at], into: &$0)
        }
    }

    /// Tells that the flow is over. Its record lingers for last packets, and is freed by the wheel.
    mutating func end(
        _ number: UInt32, _ ending: Ending, _ order: UInt64, _ timestamp: Timestamp, into events: inout EventBuffer
    ) {
        let at = Int(number)
        records[at].ending = ending
        report(.closed, number, order, timestamp, into: &events)
        records[at].marks.insert(.ended)
        records[at].marks.remove([.steady, .wantsDissection])
        noteEnded(number)
        arm(number)
    }

    /// Tells that the flow is over, if that was not told yet.
    mutating func close(
        _ number: UInt32, _ ending: Ending, _ order: UInt64, _ timestamp: Timestamp, into events: inout EventBuffer
    ) {
        let at = Int(number)
        guard !records[at].marks.contains(.ended) else { return }
        records[at].ending = ending
        report(.closed, number, order, timestamp, into: &events)
        noteEnded(number)
    }

    /// Ends the flow if that was not told yet, and gives up its record.
    mutating func remove(
        _ number: UInt32, _ ending: Ending, _ order: UInt64, _ timestamp: Timestamp, into events: inout EventBuffer
    ) {
        let at = Int(number)
        close(number, ending, order, timestamp, into: &events)
        index.remove(records[at].hash, number)
        if records[at].marks.contains(.countsAsTuple) { tuples.insert(TupleSet.digest(&records[at], hashing)) }
        records[at].marks = records[at].marks.intersection(.reused).union(.ended)
        released.append(number)
        active -= 1
    }

    /// Makes room in a full table: the flow that would time out first goes.
    mutating func evict(_ order: UInt64, _ timestamp: Timestamp, into events: inout EventBuffer) -> Bool {
        var looks = 32
        var seconds = TimerWheel.size
        if evictionSecond <= turned || evictionSecond > turned + TimerWheel.reach { evictionSecond = turned + 1 }
        while looks > 0, seconds > 0 {
            guard let number = wheel.popLast(at: evictionSecond) else {
                seconds -= 1
                evictionSecond = evictionSecond >= turned + TimerWheel.reach ? turned + 1 : evictionSecond + 1
                continue
            }
            looks -= 1
            guard isArmed(number, at: evictionSecond) else { continue }
            let due = dueSecond(number)
            if due > evictionSecond {
                arm(number, due)
            } else {
                numbers.evicted &+= 1
                remove(number, .evicted, order, timestamp, into: &events)
                return true
            }
        }
        return false
    }

    /// An ICMP error quoted a packet of this flow: a TCP opening is refused by it and ends; of other flows it is told once.
    ///
    /// Only destination-unreachable errors about the initiator's packets count, and only while the responder has said nothing: a
    /// forged error must not end a live connection. Fragmentation-needed and packet-too-big are no refusals.
    package mutating func unreachable(
        _ fact: UnreachableFact, order: UInt64, timestamp: Timestamp, into events: inout EventBuffer
    ) {
        let isV4 = fact.quoted.initiator.isV4
        guard fact.icmpType == (isV4 ? 3 : 1), !(isV4 && fact.icmpCode == 4) else { return }
        let name = PacketName(
            source: fact.quoted.initiator, destination: fact.quoted.responder, sourcePort: fact.quoted.initiatorPort,
            destinationPort: fact.quoted.responderPort, transport: fact.quoted.transport,
            depth: UInt8(truncatingIfNeeded: order & 7))
        let hash = hashing.flow(
            name.source, name.sourcePort, name.destination, name.destinationPort, name.transport)
        var forward = false
        let number = find(name, BucketIndex.short(hash), forward: &forward)
        guard number != .max, forward else { return }
        let at = Int(number)
        guard records[at].marks.isDisjoint(with: [.refused, .ended]), records[at].tallies[0].packets == 0 else {
            return
        }
        records[at].marks.insert(.refused)
        if records[at].state == .opening {
            records[at].state = .refused
            tell(.refused, number, order, timestamp, into: &events)
            end(number, .refused, order, timestamp, into: &events)
        } else {
            tell(.refused, number, order, timestamp, into: &events)
        }
    }
}
