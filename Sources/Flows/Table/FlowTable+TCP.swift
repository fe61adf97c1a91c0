import Bedrock
import Vocabulary

/// The TCP states as far as the wire shows them; sequence numbers are not checked, so a forged RST ends a flow here too (what goes
/// on after it then opens a new one).
extension FlowTable {
    /// The state after a further packet, and the events of its change.
    mutating func advance(
        _ number: UInt32, _ arrival: Arrival, _ dues: Dues, _ gap: Int64, _ order: UInt64, _ timestamp: Timestamp,
        into events: inout EventBuffer
    ) {
        let at = Int(number)
        let flags = TCPFlags(rawValue: arrival.flags)
        let ended = records[at].marks.contains(.ended)
        var ending: Ending?
        if !ended {
            if flags.contains(.rst) {
                ending = reset(number, arrival)
            } else {
                speak(number, arrival)
                if flags.contains(.fin) { ending = finish(number, arrival) }
            }
        }
        settleMarks(number)
        let marks = records[at].marks
        if marks.contains(.established), !marks.contains(.establishedTold) {
            records[at].marks.insert(.establishedTold)
            tell(.established, number, order, timestamp, into: &events)
        }
        var dues = dues
        if ending != nil { dues.remove(.report) }
        if !dues.isEmpty { settle(dues, gap, arrival.payload, number, order, timestamp, into: &events) }
        if ending == .refused, !marks.contains(.refused) {
            records[at].marks.insert(.refused)
            tell(.refused, number, order, timestamp, into: &events)
        }
        if let ending { end(number, ending, order, timestamp, into: &events) }
    }

    /// A segment that is no RST: the handshake, or talk.
    private mutating func speak(_ number: UInt32, _ arrival: Arrival) {
        let at = Int(number)
        let flags = TCPFlags(rawValue: arrival.flags)
        let fromInitiator = arrival.side == 1
        let isTalk = !flags.contains(.syn) && flags.contains(.ack)
        switch records[at].state {
        case .opening:
            if flags.answersOpen, !fromInitiator {
                records[at].state = .answered
            } else if isTalk, !fromInitiator || arrival.payload > 0 {
                // The SYN-ACK, or the whole other direction, is missing in the capture.
                establish(number)
            }
        case .answered:
            // The initiator acknowledges, or the responder has data to send, which it does only once it was acknowledged.
            if isTalk, fromInitiator || arrival.payload > 0 { establish(number) }
        case .midstream:
            let bothSpoke = records[at].tallies[0].packets > 0 && records[at].tallies[1].packets > 0
            let hasData = records[at].tallies[0].payload > 0 || records[at].tallies[1].payload > 0
            if flags.answersOpen {
                records[at].state = .answered
            } else if bothSpoke, hasData, isTalk {
                establish(number)
            }
        case .none, .established, .halfClosed, .closed, .refused, .reset: break
        }
    }

    private mutating func establish(_ number: UInt32) {
        let finished = !records[Int(number)].marks.isDisjoint(with: [.initiatorFinished, .responderFinished])
        records[Int(number)].state = finished ? .halfClosed : .established
        records[Int(number)].marks.insert(.established)
    }

    private mutating func reset(_ number: UInt32, _ arrival: Arrival) -> Ending {
        let state = records[Int(number)].state
        let refuses = arrival.side == 0 && (state == .opening || state == .answered)
        records[Int(number)].state = refuses ? .refused : .reset
        return refuses ? .refused : .reset
    }

    private mutating func finish(_ number: UInt32, _ arrival: Arrival) -> Ending? {
        let at = Int(number)
        records[at].marks.insert(arrival.side == 1 ? .initiatorFinished : .responderFinished)
        if records[at].marks.isSuperset(of: [.initiatorFinished, .responderFinished]) {
            records[at].state = .closed
            return .closed
        }
        if records[at].state == .established { records[at].state = .halfClosed }
        return nil
    }

    /// Keeps the mark that lets routine packets pass quickly.
    private mutating func settleMarks(_ number: UInt32) {
        let at = Int(number)
        if records[at].state == .established, !records[at].marks.contains(.ended) {
            records[at].marks.insert(.steady)
        } else {
            records[at].marks.remove(.steady)
        }
    }
}
