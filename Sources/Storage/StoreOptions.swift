import Bedrock
package import Vocabulary

/// Where and how much the store keeps.
package struct StoreOptions: Sendable {
    package var directory: String
    package var access = Access.service
    /// Flows a file holds before the next one of the same day is begun: what a search without an index must read at most.
    package var flowsPerFile = 500_000
    /// What waits to be written, at most, by kind; more is counted as unwritten.
    package var waitingFlows = 200_000
    package var waitingOthers = 20_000
    /// A search over many files ends after this time with what it has found and a cursor to go on from. Nil: 150 ms for the service,
    /// whose pages people wait for, a minute for a verb that prints all at once.
    package var haste: Duration?
    /// The same while it has found nothing: then the page is empty and has a cursor all the same. Nil: two seconds and a minute.
    package var patience: Duration?
    /// For `country:` and `asn:` of a search; nil: they are refused with a sentence.
    package var places: (any PlaceLookup)?
    package var communityID: (@Sendable (FlowKey) -> String)?
    /// The wall clock: only for what is about the machine, such as retention.
    package var now: @Sendable () -> Timestamp = { Timestamp(nanoseconds: WallClock.nanoseconds) }

    package init(directory: String, access: Access = .service) {
        self.directory = directory
        self.access = access
    }

    /// What this process does with the folder.
    package enum Access: Sendable {
        /// All of it. One process a folder.
        case service
        /// Beside the service, or before its first start: tokens, settings, triage, suppressions, audit entries. `append` counts what
        /// it is given as unwritten.
        case command
        /// Nothing is changed.
        case reading
    }
}

/// What is kept for how long. Age counts from when something was stored, not from the packets' times, which a replayed capture
/// may have from years ago.
package struct Retention: Sendable, Hashable {
    /// 1 or more.
    package var days: Int
    /// All files together; the oldest flows go first.
    package var bytes: UInt64
    package init(days: Int = 30, bytes: UInt64 = 10_000_000_000) {
        self.days = max(1, days)
        self.bytes = bytes
    }
}
