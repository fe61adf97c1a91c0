import Bedrock
package import Vocabulary

/// Reads the body of a client hello (RFC 8446, 4.1.2), without the handshake header of four bytes.
///
/// Nil when not even the ciphers can be read. A hello cut off in its extensions gives what came before; its fingerprints
/// are then those of what was seen. `quicVersion` is set for a hello out of a QUIC Initial.
/// Bounds: work and memory grow with the message, which the callers keep to 16 KiB; eight ALPN values are kept.
package func readTLSClientHello(_ bytes: RawSpan, quicVersion: UInt32? = nil) -> TLSClientHello? {
    var nothing = FingerprintMemory()
    return readTLSClientHello(bytes, quicVersion: quicVersion, &nothing)
}

/// The same with a memory of fingerprints.
func readTLSClientHello(_ bytes: RawSpan, quicVersion: UInt32?, _ memory: inout FingerprintMemory) -> TLSClientHello? {
    var hello = TLSClientHello()
    hello.quicVersion = quicVersion
    return fill(&hello, bytes, &memory) ? hello : nil
}

/// Filled where it lies: a value that is put together and then returned is copied, references counted (Swift 6.3). False where it is none.
@inline(never)
private func fill(_ hello: inout TLSClientHello, _ bytes: RawSpan, _ memory: inout FingerprintMemory) -> Bool {
    var cursor = ByteCursor(bytes)
    guard let version = cursor.u16(bytes), version >> 8 == 3 || version >> 8 == 0xFE || version == 2,
        cursor.skip(32), let sessionLength = cursor.u8(bytes), sessionLength <= 32, cursor.skip(Int(sessionLength)),
        let cipherLength = cursor.u16(bytes), let ciphers = cursor.take(Int(cipherLength))
    else { return false }
    var places = TLSHelloPlaces(legacyVersion: version, ciphers: ciphers.range)
    hello.version = version
    var extras = Extras()
    var shape = TLSHelloShape()
    shape.add(numbers: bytes.extracting(places.ciphers))
    if let compressionLength = cursor.u8(bytes), cursor.skip(Int(compressionLength)),
        let length = cursor.u16(bytes)
    {
        var extensions = cursor.takeUpTo(Int(length))
        places.extensions = extensions.range
        while let header = extensions.u32(bytes) {
            let type = UInt16(truncatingIfNeeded: header >> 16)
            let content = extensions.takeUpTo(Int(header & 0xFFFF))
            guard !TLSHelloLists.isGrease(type) else { continue }
            shape.add(type: type)
            readExtension(bytes, type, content, &hello, &places, &extras, &memory.hosts)
        }
    }
    let traits = TLSHelloTraits(
        version: hello.version, hasServerName: extras.hasServerName, overQUIC: hello.quicVersion != nil)
    shape.add(numbers: bytes.extracting(places.groups))
    shape.add(numbers: bytes.extracting(places.signatureAlgorithms))
    shape.add(bytes: bytes.extracting(places.pointFormats))
    let alpn = extras.alpn?.range ?? 0..<0
    shape.add(bytes: bytes.extracting(alpn))
    shape.end(places, traits, alpn: alpn)
    // Honest hellos name their protocols once.
    if !extras.alpnRepeats, memory.fill(&hello, shape) { return true }
    var lists = memory.takeLists()
    defer { memory.giveBack(&lists) }
    places.copy(to: &lists, bytes)
    readFingerprints(&hello, lists, traits, extras, bytes, &memory)
    if !extras.alpnRepeats { memory.remember(hello, shape) }
    return true
}

/// Works the fingerprints out, and remembers them.
@inline(never)
private func readFingerprints(
    _ hello: inout TLSClientHello, _ lists: TLSHelloLists, _ traits: TLSHelloTraits, _ extras: Extras, _ bytes: RawSpan,
    _ memory: inout FingerprintMemory
) {
    var alpn: (first: UInt8, last: UInt8)?
    for list in [extras.alpn, extras.furtherALPN] {
        if let list { readProtocolNames(bytes, list, &hello, &alpn) }
    }
    let fingerprints = memory.client(lists)
    var ja4 = JA4.head(
        lists, version: hello.version, hasServerName: extras.hasServerName, alpn: alpn, overQUIC: traits.overQUIC)
    hello.ja3 = fingerprints.ja3
    ja4.reserveCapacity(36)
    ja4 += "_"
    ja4 += fingerprints.ja4
    hello.ja4 = ja4
}

/// What the fingerprint needs besides the lists.
private struct Extras {
    var hasServerName = false
    /// The list of protocol names, and a second one where there is such nonsense.
    var alpn: ByteCursor?
    var furtherALPN: ByteCursor?
    var alpnRepeats = false
}

/// Of several lists the names are put together, eight at most.
private func readProtocolNames(
    _ bytes: RawSpan, _ list: ByteCursor, _ hello: inout TLSClientHello, _ alpn: inout (first: UInt8, last: UInt8)?
) {
    var list = list
    while hello.alpn.count < 8, let length = list.u8(bytes), length > 0 {
        let name = list.takeUpTo(Int(length)).range
        guard let first = name.first, let last = name.last else { return }
        if alpn == nil { alpn = (bytes.u8(first), bytes.u8(last)) }
        hello.alpn.append(wireText(bytes, name))
    }
}

private func readExtension(
    _ bytes: RawSpan, _ type: UInt16, _ content: ByteCursor, _ hello: inout TLSClientHello,
    _ places: inout TLSHelloPlaces, _ extras: inout Extras, _ hosts: inout TextMemory
) {
    var content = content
    switch type {
    case 0:
        // RFC 6066, 3: a list of names, of which only host names (type 0) exist.
        extras.hasServerName = true
        guard content.u16(bytes) != nil, content.u8(bytes) == 0, let length = content.u16(bytes) else { return }
        hello.serverName = serverName(bytes, content.takeUpTo(Int(length)).range, &hosts)
    case 10:
        guard let length = content.u16(bytes) else { return }
        places.groups = content.takeUpTo(Int(length)).range
    case 11:
        guard let length = content.u8(bytes) else { return }
        places.pointFormats = content.takeUpTo(Int(length)).range
    case 13:
        guard let length = content.u16(bytes) else { return }
        places.signatureAlgorithms = content.takeUpTo(Int(length)).range
    case 16:
        guard content.u16(bytes) != nil else { return }
        if extras.alpn == nil {
            extras.alpn = content
        } else {
            extras.furtherALPN = extras.furtherALPN ?? content
            extras.alpnRepeats = true
        }
    case 43:
        guard let length = content.u8(bytes) else { return }
        var versions = content.takeUpTo(Int(length))
        var highest: UInt16 = 0
        while let version = versions.u16(bytes) {
            // Drafts of 1.3 had numbers of their own.
            if version >> 8 == 0x7E || version >> 8 == 0x7F { highest = max(highest, 0x0304) }
            if version <= 0x0304 || version >> 8 == 0xFE { highest = max(highest, version) }
        }
        if highest > 0 { hello.version = highest }
    default: break
    }
}

/// Host names are compared with those of DNS: lower case, no final dot.
private func serverName(_ bytes: RawSpan, _ range: Range<Int>, _ hosts: inout TextMemory) -> String {
    var range = range
    if let last = range.last, bytes.u8(last) == UInt8(ascii: ".") { range = range.lowerBound..<last }
    return hosts.text(bytes.extracting(range)) { wireName($0) } ?? ""
}
