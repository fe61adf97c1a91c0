/// Writes JSON text piece by piece, in the order it is told: the same values give the same bytes.
///
/// Why not `Codable`: the order of keys is part of our output (golden files, byte-identical runs), lines are written by the
/// hundred thousand, and no Foundation is needed. Strings are escaped by RFC 8259; U+2028 and U+2029 too, for embedding.
package struct JSONWriter {
    package private(set) var text = ""
    /// Spaces an indentation step, or nil for one line.
    private let indentation: Int?
    /// One entry a level that is open: true while it has no member yet.
    private var levels: [Bool] = []
    private var afterKey = false

    package init(indentation: Int? = nil) {
        self.indentation = indentation
        text.reserveCapacity(1024)
    }

    package mutating func object(_ body: (inout JSONWriter) -> Void) { nest("{", "}", body) }
    package mutating func array(_ body: (inout JSONWriter) -> Void) { nest("[", "]", body) }

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

    package mutating func field(_ key: String, _ value: String) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: some BinaryInteger) {
        self.key(key)
        raw(String(value))
    }

    package mutating func field(_ key: String, _ value: Double) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: Bool) {
        self.key(key)
        raw(value ? "true" : "false")
    }

    package mutating func field(_ key: String, _ values: [String]) {
        array(key) { writer in values.forEach { writer.value($0) } }
    }

    /// Writes the field only when there is a value.
    package mutating func field(_ key: String, ifPresent value: String) {
        if !value.isEmpty { field(key, value) }
    }

    package mutating func null(_ key: String) {
        self.key(key)
        raw("null")
    }

    package mutating func value(_ string: String) {
        separate()
        text += "\""
        for scalar in string.unicodeScalars { escape(scalar) }
        text += "\""
    }

    package mutating func value(_ number: some BinaryInteger) { raw(String(number)) }

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

    private mutating func key(_ key: String) {
        separate()
        text += "\""
        for scalar in key.unicodeScalars { escape(scalar) }
        text += indentation == nil ? "\":" : "\": "
        afterKey = true
    }

    private mutating func raw(_ literal: String) {
        separate()
        text += literal
    }

    private mutating func nest(_ opening: String, _ closing: String, _ body: (inout JSONWriter) -> Void) {
        separate()
        text += opening
        levels.append(true)
        body(&self)
        let empty = levels.removeLast()
        if !empty { lineBreak() }
        text += closing
    }

    private mutating func separate() {
        if afterKey {
            afterKey = false
            return
        }
        guard let empty = levels.last else { return }
        if !empty { text += "," }
        levels[levels.count - 1] = false
        lineBreak()
    }

    private mutating func lineBreak() {
        guard let indentation else { return }
        text += "\n" + String(repeating: " ", count: indentation * levels.count)
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        default:
            if scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029 {
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}
