import Vocabulary

/// One record of a Zeek log, written column by column: tab-separated, `-` for unset, `(empty)` for empty.
///
/// Tabs, backslashes and what could mislead a reader (`HostileText`) stand as `\xNN`, a byte each; so does the comma inside an element
/// of a list.
struct ZeekRow {
    private var output = ByteText()
    private var isFirst = true

    var bytes: [UInt8] { output.bytes }

    mutating func clear() {
        output.clear()
        isFirst = true
    }

    mutating func unset() {
        separate()
        output.append(UInt8(ascii: "-"))
    }

    /// `count` times unset.
    mutating func unset(_ count: Int) { for _ in 0..<count { unset() } }

    /// A name of our own, which needs no escaping; nil is unset.
    mutating func name(_ name: String?) {
        guard let name else { return unset() }
        separate()
        output.append(name)
    }

    /// Text from the wire; nil is unset.
    mutating func text(_ text: String?) {
        guard let text else { return unset() }
        separate()
        escape(text, inList: false)
    }

    /// Elements of a vector or set; none is `(empty)`.
    mutating func list(_ elements: [String]) {
        separate()
        if elements.isEmpty { return output.append("(empty)") }
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            escape(element, inList: true)
        }
    }

    mutating func count(_ number: some BinaryInteger) {
        separate()
        output.append(decimal: number)
    }

    mutating func flag(_ flag: Bool) {
        separate()
        output.append(flag ? UInt8(ascii: "T") : UInt8(ascii: "F"))
    }

    mutating func address(_ address: IPAddress?) {
        guard let address else { return unset() }
        separate()
        output.append(address)
    }

    /// Seconds since 1970 with six decimals.
    mutating func time(_ time: Timestamp) {
        separate()
        seconds(time.nanoseconds)
    }

    /// Seconds with six decimals.
    mutating func interval(nanoseconds: Int64) {
        separate()
        seconds(nanoseconds)
    }

    mutating func uid(_ flow: UInt64) {
        separate()
        ZeekConnection.uid(flow, into: &output)
    }

    mutating func history(_ history: FlowHistory) {
        if history.count == 0 { return unset() }
        separate()
        ZeekConnection.history(history, into: &output)
    }

    private mutating func separate() {
        if !isFirst { output.append(UInt8(ascii: "\t")) }
        isFirst = false
    }

    private mutating func seconds(_ nanoseconds: Int64) {
        if nanoseconds < 0 { output.append(UInt8(ascii: "-")) }
        let micros = nanoseconds.magnitude / 1000
        output.append(decimal: micros / 1_000_000)
        output.append(UInt8(ascii: "."))
        output.append(six: micros % 1_000_000)
    }

    private mutating func escape(_ text: String, inList: Bool) {
        if text.isEmpty { return output.append("(empty)") }
        if text == "-" { return output.append(#"\x2d"#) }
        if text == "(empty)" { return output.append(#"\x28empty)"#) }
        // A quote needs no escaping here, but is rare: the slow way serves it too.
        if !inList, HostileText.isPlain(text) { return output.append(text) }
        for scalar in text.unicodeScalars {
            let escapes = HostileText.mustBeEscaped(scalar) || scalar == "\\" || (inList && scalar == ",")
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                if escapes {
                    output.append("\\x")
                    output.append(hex: byte)
                } else {
                    output.append(byte)
                }
            }
        }
    }
}
