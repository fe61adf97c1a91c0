import Bedrock

/// Algorithm lists of SSH seen lately, with their fingerprints: a program sends the same each time, but for its cookie, and hashing
/// them costs more than all the rest of a handshake.
///
/// What is remembered is compared byte by byte, so a result does not depend on what came before.
/// Bounds: `places` messages of at most `SSHSide.carryLimit` bytes; a newcomer takes the place of what lay there.
struct SSHExchangeMemory {
    static var places: Int { 32 }

    /// The lists of one side and their HASSH.
    struct Exchange {
        var algorithms: SSHAlgorithms
        var hassh: String
    }

    private struct Entry {
        var content: [UInt8]
        var fromClient: Bool
        var exchange: Exchange
    }
    private var entries: [Entry?] = []

    /// The content of a KEXINIT, message number included; nil when a list is missing.
    mutating func exchange(_ payload: RawSpan, fromClient: Bool) -> Exchange? {
        guard payload.byteCount > SSHAlgorithms.cookieEnd else { return nil }
        let content = payload.extracting(droppingFirst: SSHAlgorithms.cookieEnd)
        // Both sides may well say the same.
        let place = (Int(truncatingIfNeeded: content.fold >> 20) << 1 | (fromClient ? 1 : 0)) & (Self.places - 1)
        if let known = known(place, content, fromClient) { return known }
        guard let algorithms = SSHAlgorithms(payload) else { return nil }
        let fresh = Exchange(algorithms: algorithms, hassh: algorithms.hassh(fromClient: fromClient))
        if entries.isEmpty { entries = Array(repeating: nil, count: Self.places) }
        if content.byteCount <= SSHSide.carryLimit {
            entries[place] = Entry(content: [UInt8](copying: content), fromClient: fromClient, exchange: fresh)
        }
        return fresh
    }

    private func known(_ place: Int, _ content: RawSpan, _ fromClient: Bool) -> Exchange? {
        guard place < entries.count, let entry = entries[place], entry.fromClient == fromClient,
            entry.content.withBytes({ content.isSame(as: $0) })
        else { return nil }
        return entry.exchange
    }
}
