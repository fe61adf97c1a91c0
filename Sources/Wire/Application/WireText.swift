import Bedrock

/// Text from the wire as the facts carry it: at most 255 characters, control characters and invalid UTF-8 as `?`.
///
/// One function for all readers, so that no reader forgets it. Still hostile text to whoever prints it: it may contain
/// markup, quotes or right-to-left marks. Bounds: reads at most 1020 bytes.
func wireText(_ bytes: RawSpan) -> String {
    guard bytes.byteCount > 0 else { return "" }
    return String(plain: bytes.extracting(first: min(bytes.byteCount, 255))) ?? repairedText(bytes)
}

/// The same in lower case, for names that are compared so.
func wireName(_ bytes: RawSpan) -> String {
    guard bytes.byteCount > 0 else { return "" }
    let plain = String(plain: bytes.extracting(first: min(bytes.byteCount, 255)), lowercase: true)
    return plain ?? repairedText(bytes).lowercased()
}

/// The part of `bytes` in `range`, as `wireText(_:)` gives it.
func wireText(_ bytes: RawSpan, _ range: Range<Int>) -> String {
    wireText(bytes.extracting(range))
}

/// The same, made anew only where `memory` does not know it.
func wireText(_ bytes: RawSpan, _ range: Range<Int>, _ memory: inout TextMemory) -> String {
    guard !range.isEmpty else { return "" }
    return memory.text(bytes.extracting(range)) { wireText($0) } ?? ""
}

/// The slow way, for text with bytes outside ASCII.
@inline(never)
private func repairedText(_ bytes: RawSpan) -> String {
    var raw: [UInt8] = []
    raw.reserveCapacity(min(bytes.byteCount, 1020))
    for index in 0..<min(bytes.byteCount, 1020) { raw.append(bytes.u8(index)) }
    var text = ""
    var count = 0
    for scalar in String(decoding: raw, as: UTF8.self).unicodeScalars {
        guard count < 255 else { break }
        let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0xFFFD
        text.unicodeScalars.append(isControl ? "?" : scalar)
        count += 1
    }
    return text
}

/// Lower-case hexadecimal of at most 32 bytes.
func hexText(_ bytes: some Sequence<UInt8>) -> String {
    var scratch = InlineArray<64, UInt8>(repeating: 0)
    var count = 0
    for byte in bytes where count < 64 {
        scratch[count] = hexDigit(byte >> 4)
        scratch[count + 1] = hexDigit(byte & 0xF)
        count += 2
    }
    guard let text = try? UTF8Span(validating: scratch.span.extracting(0..<count)) else { return "" }
    return String(copying: text)
}

@inline(__always)
func hexDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? 48 &+ nibble : 87 &+ nibble
}
