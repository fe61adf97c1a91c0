package import Vocabulary

/// Where readers put what they read, in the order in which they read it.
///
/// Owned by the packet loop and emptied by it after every packet, so it holds no more than one packet can say.
/// Bounds: at most `capacity` facts between two emptyings; what comes on top is counted in `dropped`.
package struct FactSink {
    /// One segment of 64 KiB full of the smallest messages stays below this in honest traffic.
    package static var capacity: Int { 256 }

    package var facts: [ApplicationFact]
    /// Facts that found the sink full since it was made.
    package private(set) var dropped: UInt64 = 0
    /// An HTTP request asked for the path of WinRM; cleared by who looks at it.
    var sawRemoteManagement = false
    /// Lives here because the sink is what all readers share and what outlives a packet.
    var fingerprints = FingerprintMemory()
    var exchanges = SSHExchangeMemory()
    /// Of header fields, and of names looked up.
    var texts = TextMemory()
    var names = TextMemory()

    private var recognitions: [ApplicationFact?] = []

    package init() {
        facts = []
        facts.reserveCapacity(16)
    }

    /// A sink without room, for steps that have nothing to say.
    static var none: FactSink { FactSink(facts: []) }

    private init(facts: [ApplicationFact]) { self.facts = facts }

    /// What every stream says that is recognised, and it is one of a few things: each is made once.
    mutating func emit(recognised service: Service) {
        if recognitions.isEmpty { recognitions = Array(repeating: nil, count: 256) }
        let place = Int(service.rawValue)
        let fact = recognitions[place] ?? .recognised(service)
        recognitions[place] = fact
        emit(fact)
    }

    package mutating func emit(_ fact: ApplicationFact) {
        guard facts.count < Self.capacity else {
            dropped &+= 1
            return
        }
        facts.append(fact)
    }
}
