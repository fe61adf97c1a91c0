package import Flows
import Synchronization
package import Vocabulary

/// What every rule may look at: kept once, before the rules see the event.
package struct DetectionContext: ~Copyable {
    /// Which addresses are ours.
    package var home: HomeNetworks
    /// Packets, bytes and flows of each host in the last 1, 10 and 60 seconds.
    package var hosts: HostWindows
    /// Which names the DNS answers gave to addresses.
    package var names = NameTable()
    /// What the name in the DNS message being judged is.
    package internal(set) var question = DNSQuestion()
    private var questions = QuestionMemo()
    /// What each host does in the minute under way and did in the one that just ended; kept where a rule reads it.
    package var behaviour = BehaviourLedger()
    /// What of it is usual.
    package internal(set) var baseline = BehaviourBaseline(nil)
    /// `Digest.of` the initiator of the flow that rules glance at.
    var source: UInt64 = 0
    /// Addresses of the sensor itself: its own traffic is never counted against anyone.
    package var own: Set<IPAddress> = []
    /// Never read. A structure with an atomic is lent by its address; without one it is copied for every event (Swift 6.3, by
    /// callgrind: 64 instructions each, and a wait for the copy to arrive).
    private let isLentByAddress = Atomic<Bool>(true)
    /// What the blocklists in force name; nil without any.
    package var indicators: IndicatorTable?

    package init(home: HomeNetworks, hosts: HostWindows) {
        self.home = home
        self.hosts = hosts
    }

    /// True when a minute ended with the event. `source`: the digest of the initiator of a flow that opens.
    @inline(__always)
    mutating func observeBehaviour(_ event: inout FlowEvent, _ source: UInt64) -> Bool {
        switch event.kind {
        case .opened: behaviour.open(&event.flow, source)
        case .progressed, .closed: behaviour.carry(&event)
        default: return behaviour.observe(&event, question)
        }
        return false
    }

    /// What the name is that a DNS message asks for.
    mutating func question(of message: DNSMessage) -> DNSQuestion { questions.look(up: message.name) }
}
