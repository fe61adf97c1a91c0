package import Learning
package import Vocabulary

extension FlowSnapshot {
    /// The features of a flow that is over; nil for one in which too little was said.
    package var behaviourRow: FeatureRow? {
        let (sent, fetched) = (initiator.bytes, responder.bytes)
        let packets = initiator.packets &+ responder.packets
        guard packets >= 8, initiator.payload | responder.payload != 0, !isComplaint else { return nil }
        var row = FeatureRow()
        row[0] = LogScale.of(sent)
        row[1] = LogScale.of(fetched)
        row[2] = 4 * Float(Double(sent) / Double(max(1, sent &+ fetched)))
        row[3] = LogScale.of(packets)
        row[4] = LogScale.of(duration)
        row[5] = LogScale.of(Double(packets) / max(1, duration))
        row[6] = LogScale.of(Double(sent) / Double(max(1, initiator.packets)))
        row[7] = LogScale.of(Double(fetched) / Double(max(1, responder.packets)))
        return row
    }

    /// The same with whom it is about: its initiator, or, where that never spoke, whoever it was done to.
    package var behaviour: BehaviourWindow? {
        guard let row = behaviourRow else { return nil }
        let isDone = initiator.packets == 0
        return BehaviourWindow(
            aspect: .flow, subject: .address(isDone ? key.responder : key.initiator),
            others: [isDone ? key.initiator : key.responder], row: row, first: firstSeen, last: lastSeen, flows: [id])
    }
}
