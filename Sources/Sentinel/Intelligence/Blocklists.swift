import Bedrock
package import Detection
import Enrichment
package import Vocabulary

/// List files, read together into one table.
package struct Blocklists: Sendable {
    /// A file and what is known of it besides its entries.
    package struct Source: Sendable, Hashable {
        package var path: String
        package var list: IndicatorList
        package init(path: String, list: IndicatorList) {
            self.path = path
            self.list = list
        }
    }
    /// Nil where no list has an entry.
    package let table: IndicatorTable?
    /// Every list, those that are off or over too.
    package let lists: [IndicatorList]
    /// When the first entry or list will be over: then it is time to read them again.
    package let nextEnd: Timestamp?
    /// Entries that found no room in the table.
    package let refused: Int
    /// How long reading and building took.
    package let seconds: Double
    /// Memory of the whole process that was resident when they had been read.
    package let resident: Int
    /// Most lists; those on top are named as not read.
    package static let cap = 256

    /// Reads every list that is on and not over. What goes wrong with one is said in it; the others are read all the same.
    package init(reading sources: [Source], now: Timestamp) throws(SentinelError) {
        let clock = ContinuousClock()
        let began = clock.now
        var builder = IndicatorTableBuilder()
        var lists: [IndicatorList] = []
        var nextEnd: Timestamp?
        for (place, source) in sources.enumerated() {
            var list = source.list
            guard place < Self.cap else {
                list.problem = "not read: there are more than \(Self.cap) lists"
                lists.append(list)
                continue
            }
            guard list.enabled, list.expires.map({ $0 > now }) ?? true else {
                lists.append(list)
                continue
            }
            // Moved, not copied: the builder holds a million entries.
            let (outcome, filled) = ListReader.read(
                source.path, as: list, place: place, now: now, into: consume builder)
            builder = filled
            lists.append(outcome.list)
            if let end = outcome.nextEnd { nextEnd = min(nextEnd ?? end, end) }
        }
        refused = builder.refused
        self.lists = lists
        self.nextEnd = nextEnd
        do throws(BedrockError) {
            table = try builder.count == 0 ? nil : builder.build(lists)
            seconds = (clock.now - began) / .seconds(1)
            Heap.trim()
            resident = ProcessFacts.residentMemory
        } catch {
            throw SentinelError(.memory, "There is no memory for the blocklists: \(error.message)")
        }
    }

    /// As of now.
    package static func reading(_ sources: [Source]) throws(SentinelError) -> Blocklists {
        try Blocklists(reading: sources, now: WallClock.now)
    }

    /// Files that a person names, as of now.
    package static func reading(files: [String]) throws(SentinelError) -> Blocklists {
        try reading(files.map { ListFolder.source($0) })
    }

    /// What the lists say of an address, a domain or a fingerprint as a person writes it.
    package func look(up subject: String) -> IndicatorHit? {
        if let address = IPAddress(subject) { return table?.look(up: address) }
        let text = subject.lowercased()
        return table?.look(upFingerprint: text) ?? table?.look(upName: text)
    }
}
