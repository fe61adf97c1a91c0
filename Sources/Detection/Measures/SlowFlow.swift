package import Vocabulary

extension FlowSnapshot {
    /// Of `delta` packets that an event tells of a side which sent `packets` in all: how many may have come within one second.
    ///
    /// Why it exists: a flow tells every 32nd packet, and some that keep the same pace (the hops of a trace, senders of log lines) tell
    /// together; 32 packets of half a minute are no burst. Only flows slower than eight packets a second are held back, so that a flood
    /// of many sources loses little.
    package func burst(of delta: UInt32, among packets: UInt64) -> UInt32 {
        let seconds = lastSeen.seconds(since: firstSeen)
        guard delta > 1, seconds > 2 else { return delta }
        let pace = Double(packets) / seconds
        return pace < 8 ? min(delta, UInt32(pace.rounded(.up))) : delta
    }
}
