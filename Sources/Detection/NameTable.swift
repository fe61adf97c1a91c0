package import Vocabulary

/// The names DNS answers gave to addresses: bounded, the older half is forgotten when it is full.
///
/// Why it exists: a beacon to `update.example` and one to a bare address are not the same thing. Cap: 2 × `capacity` entries.
package struct NameTable {
    package struct Name {
        package let text: String
        /// `digest` of its bytes.
        package let digest: UInt64
    }
    private var recent = Generation()
    private var older = Generation()
    private let capacity: Int
    /// Names that were forgotten to make room.
    private var forgotten: UInt64 = 0

    package init(capacity: Int = 32_768) { self.capacity = capacity }

    package mutating func observe(_ message: DNSMessage) { observe(message, digest: digest(message.name)) }

    /// `digest` is that of the message's name.
    mutating func observe(_ message: DNSMessage, digest: UInt64) {
        guard message.isResponse, message.variant == .dns else { return }
        for place in message.answers.indices {
            guard let address = message.answers[place].address else { continue }
            if recent.count >= capacity {
                forgotten += UInt64(older.count)
                older = recent
                recent = Generation()
            }
            recent.set(address, message.name, digest)
        }
    }

    /// True when `observe` would change nothing: all that the message says is known.
    func knows(_ message: DNSMessage, digest: UInt64) -> Bool {
        guard message.isResponse, message.variant == .dns else { return true }
        guard recent.count < capacity else { return false }
        for place in message.answers.indices {
            guard let address = message.answers[place].address else { continue }
            guard recent.entry(of: address)?.digest == digest else { return false }
        }
        return true
    }

    /// The name the address was last looked up by.
    package func name(of address: IPAddress) -> String? { entry(of: address)?.text }

    package func entry(of address: IPAddress) -> Name? { recent.entry(of: address) ?? older.entry(of: address) }
}

/// Addresses and their names since the table was last full.
private struct Generation {
    private var index = SlotIndex()
    private var entries: [(address: IPAddress, name: NameTable.Name)] = []
    private let hashing = SeededHash.process

    var count: Int { entries.count }

    func entry(of address: IPAddress) -> NameTable.Name? {
        place(of: address, hashing.of(address)).map { entries[$0].name }
    }

    @inline(__always)
    private func place(of address: IPAddress, _ hash: UInt64) -> Int? {
        let lent = entries.span
        var probe = index.probe(hash)
        while let place = index.next(&probe) { if lent[place].address == address { return place } }
        return nil
    }

    mutating func set(_ address: IPAddress, _ text: String, _ digest: UInt64) {
        let hash = hashing.of(address)
        if let place = place(of: address, hash) {
            if entries[place].name.digest != digest { entries[place].name = NameTable.Name(text: text, digest: digest) }
        } else {
            index.insert(hash, entries.count)
            entries.append((address, NameTable.Name(text: text, digest: digest)))
        }
    }
}

extension NameTable: Gauged {
    package func gauge(_ name: String) -> TableGauge {
        TableGauge(
            name, count: recent.count + older.count, capacity: 2 * capacity, whenFull: "the older half is forgotten",
            lost: forgotten)
    }
}
