package import Vocabulary

/// The names DNS answers gave to addresses: bounded, the older half is forgotten when it is full.
///
/// Why it exists: a beacon to `update.example` and one to a bare address are not the same thing. Cap: 2 × `capacity` entries.
package struct NameTable {
    private var recent: [IPAddress: String] = [:]
    private var older: [IPAddress: String] = [:]
    private let capacity: Int

    package init(capacity: Int = 32_768) { self.capacity = capacity }

    package mutating func observe(_ message: DNSMessage) {
        guard message.isResponse, message.variant == .dns else { return }
        for answer in message.answers {
            guard let address = answer.address else { continue }
            if recent.count >= capacity {
                older = recent
                recent = [:]
            }
            recent[address] = message.name
        }
    }

    /// The name the address was last looked up by.
    package func name(of address: IPAddress) -> String? { recent[address] ?? older[address] }
}
