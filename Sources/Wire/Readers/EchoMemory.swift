import Bedrock

/// What was measured of payloads of pings that came lately: an answer returns what was asked, and many programs send the same each time.
///
/// Known again byte by byte, so a result does not depend on what came before. Direct-mapped by digest; bounds: `places` payloads of at
/// most `longest` bytes, a newcomer takes the place of what lay there.
package struct EchoMemory {
    static var places: Int { 64 }
    private static var longest: Int { 256 }

    private struct Entry {
        var bytes: [UInt8] = []
        var entropy: Float = 0
        var isOrdinary = false
    }
    private var entries: [Entry] = []

    package init() {}

    /// Entropy, and whether it is ordinary; `second` is the capture's clock.
    mutating func measure(_ payload: RawSpan, digest: UInt64, second: Int64) -> (entropy: Float, isOrdinary: Bool) {
        let place = Int(truncatingIfNeeded: digest >> 20) & (Self.places - 1)
        if let known = known(place, payload) { return known }
        let entropy = EchoPayload.entropy(payload)
        let isOrdinary = EchoPayload.isOrdinary(payload, second: second)
        // What may be a time stamp alone is measured by a clock that goes on.
        if payload.byteCount <= Self.longest, payload.byteCount != 8, payload.byteCount != 16 {
            if entries.isEmpty { entries = Array(repeating: Entry(), count: Self.places) }
            entries[place].bytes.removeAll(keepingCapacity: true)
            entries[place].bytes.append(copying: payload)
            entries[place].entropy = entropy
            entries[place].isOrdinary = isOrdinary
        }
        return (entropy, isOrdinary)
    }

    private func known(_ place: Int, _ payload: RawSpan) -> (entropy: Float, isOrdinary: Bool)? {
        let lent = entries.span
        guard place < lent.count, payload.byteCount > 0, lent[place].bytes.withBytes({ payload.isSame(as: $0) }) else {
            return nil
        }
        return (lent[place].entropy, lent[place].isOrdinary)
    }
}
