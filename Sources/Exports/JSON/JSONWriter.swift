package import Vocabulary

/// Writes JSON text piece by piece, in the order it is told: the same values give the same bytes.
///
/// Why not `Codable`: the order of keys is part of our output (golden files, byte-identical runs), lines are written by the
/// hundred thousand, and no Foundation is needed. Strings are escaped by RFC 8259, and what could mislead a reader too
/// (`HostileText`). Keys are names in our own code, never text from the wire, and stand as they are.
package struct JSONWriter {
    private var output = ByteText()
    private var times = TimeText()
    /// Spaces an indentation step, or nil for one line.
    private let indentation: Int?
    /// One entry a level that is open: true while it has no member yet.
    private var levels: [Bool] = []
    private var afterKey = false

    package init(indentation: Int? = nil) { self.indentation = indentation }

    package var text: String { String(decoding: output.bytes, as: UTF8.self) }
    /// The text as UTF-8.
    package var bytes: [UInt8] { output.bytes }

    /// Begins a new text in the same memory.
    package mutating func clear() {
        precondition(levels.isEmpty, "A JSON text is begun anew while an object is open.")
        output.clear()
    }

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        nest(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    package mutating func array(_ body: (inout JSONWriter) -> Void) { nest(UInt8(ascii: "["), UInt8(ascii: "]"), body) }

    package mutating func object(_ key: String, _ body: (inout JSONWriter) -> Void) {
        self.key(key)
        object(body)
    }

    package mutating func array(_ key: String, _ body: (inout JSONWriter) -> Void) {
        self.key(key)
        array(body)
    }

    /// A member whose value `body` writes, as one value.
    package mutating func embed(_ key: String, _ body: (inout JSONWriter) -> Void) {
        self.key(key)
        body(&self)
    }

    package mutating func value(_ string: String) {
        separate()
        output.append(UInt8(ascii: "\""))
        if HostileText.isPlain(string) {
            output.append(string)
        } else {
            for scalar in string.unicodeScalars { escape(scalar) }
        }
        output.append(UInt8(ascii: "\""))
    }

    package mutating func value(_ number: some BinaryInteger) {
        separate()
        output.append(decimal: number)
    }

    /// A number with at most six decimals; what is not finite has no JSON form and becomes null.
    package mutating func value(_ number: Double) {
        guard number.isFinite else { return raw("null") }
        if abs(number) < 1e15 {
            let scaled = (number * 1e6).rounded()
            let whole = (scaled / 1e6).rounded(.towardZero)
            if scaled == whole * 1e6 { return raw(String(Int64(whole))) }
            return raw("\(scaled / 1e6)")
        }
        raw("\(number)")
    }

    package mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }

    package mutating func value(_ address: IPAddress) { quoted { writer in writer.output.append(address) } }

    package mutating func value(_ mac: MACAddress) { quoted { writer in writer.output.append(mac) } }

    /// ISO 8601 with microseconds and this zone, which is UTC by any name.
    package mutating func value(_ time: Timestamp, zone: String = "Z") {
        quoted { writer in
            writer.times.append(time, to: &writer.output)
            writer.output.append(zone)
        }
    }

    /// A string of two hexadecimal digits.
    mutating func value(hex byte: UInt8) { quoted { writer in writer.output.append(hex: byte) } }

    package mutating func null(_ key: String) {
        self.key(key)
        raw("null")
    }

    mutating func key(_ key: String) {
        separate()
        output.append(UInt8(ascii: "\""))
        output.append(key)
        output.append(UInt8(ascii: "\""))
        output.append(UInt8(ascii: ":"))
        if indentation != nil { output.append(UInt8(ascii: " ")) }
        afterKey = true
    }

    private mutating func raw(_ literal: String) {
        separate()
        output.append(literal)
    }

    /// What `body` appends needs no escaping.
    @inline(__always)
    private mutating func quoted(_ body: (inout JSONWriter) -> Void) {
        separate()
        output.append(UInt8(ascii: "\""))
        body(&self)
        output.append(UInt8(ascii: "\""))
    }

    private mutating func nest(_ opening: UInt8, _ closing: UInt8, _ body: (inout JSONWriter) -> Void) {
        separate()
        output.append(opening)
        levels.append(true)
        body(&self)
        let empty = levels.removeLast()
        if !empty, indentation != nil { lineBreak() }
        output.append(closing)
    }

    @inline(__always)
    private mutating func separate() {
        if afterKey {
            afterKey = false
            return
        }
        let level = levels.count - 1
        guard level >= 0 else { return }
        if !levels[level] { output.append(UInt8(ascii: ",")) }
        levels[level] = false
        if indentation != nil { lineBreak() }
    }

    private mutating func lineBreak() {
        guard let indentation else { return }
        output.append(UInt8(ascii: "\n"))
        for _ in 0..<indentation * levels.count { output.append(UInt8(ascii: " ")) }
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": output.append("\\\"")
        case "\\": output.append("\\\\")
        case "\n": output.append("\\n")
        case "\r": output.append("\\r")
        case "\t": output.append("\\t")
        default:
            if HostileText.mustBeEscaped(scalar) {
                output.append("\\u")
                output.append(hex: UInt8(truncatingIfNeeded: scalar.value >> 8))
                output.append(hex: UInt8(truncatingIfNeeded: scalar.value))
            } else {
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { output.append(byte) }
            }
        }
    }
}
