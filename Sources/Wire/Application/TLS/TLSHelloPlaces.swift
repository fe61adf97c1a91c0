import Bedrock

/// Where the lists of a client hello lie on the wire.
///
/// The lists themselves (`TLSHelloLists`) are made only of a hello that was not seen lately (`TLSHelloShape`).
struct TLSHelloPlaces {
    var legacyVersion: UInt16
    var ciphers: Range<Int>
    /// All extensions, each behind its type and length.
    var extensions = 0..<0
    var groups = 0..<0
    var pointFormats = 0..<0
    var signatureAlgorithms = 0..<0

    init(legacyVersion: UInt16, ciphers: Range<Int>) {
        self.legacyVersion = legacyVersion
        self.ciphers = ciphers
    }

    /// The lists themselves.
    func copy(to lists: inout TLSHelloLists, _ bytes: RawSpan) {
        lists.legacyVersion = legacyVersion
        TLSHelloLists.fill(&lists.ciphers, bytes, ByteCursor(bytes, ciphers))
        TLSHelloLists.fill(&lists.groups, bytes, ByteCursor(bytes, groups))
        TLSHelloLists.fill(&lists.signatureAlgorithms, bytes, ByteCursor(bytes, signatureAlgorithms))
        lists.pointFormats.removeAll(keepingCapacity: true)
        lists.pointFormats.append(copying: bytes.extracting(pointFormats))
        lists.extensions.removeAll(keepingCapacity: true)
        var cursor = ByteCursor(bytes, extensions)
        while let type = cursor.u16(bytes), let length = cursor.u16(bytes) {
            _ = cursor.takeUpTo(Int(length))
            if !TLSHelloLists.isGrease(type) { lists.extensions.append(type) }
        }
    }
}
