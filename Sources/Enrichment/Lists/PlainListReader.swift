import Vocabulary

/// Lists with an entry a line: addresses, blocks, domains, fingerprints, mixed as they like.
///
/// `#`, `;` and `//` begin a comment. What stands behind the first word is what the list says of it, as in Spamhaus DROP.
enum PlainListReader {
    static func read<Sink>(_ bytes: inout ListBytes, into intake: inout ListIntake<Sink>) {
        eachLine(of: &bytes, into: &intake) { _, entry, rest, number, intake in
            intake.take(entry, label: rest, line: number)
        }
    }

    /// Every line that says something: the whole of it, its first word, its remark and its number. Longer ones than a line may be are
    /// refused.
    static func eachLine<Sink>(
        of bytes: inout ListBytes, into intake: inout ListIntake<Sink>,
        _ body: (ArraySlice<UInt8>, ArraySlice<UInt8>, ArraySlice<UInt8>, Int, inout ListIntake<Sink>) -> Void
    ) {
        var text: [UInt8] = []
        var isCut = false
        var number = bytes.line
        while bytes.next(into: &text, isCut: &isCut) {
            if isCut {
                intake.refuse(.longLine, text, line: number)
            } else if let (entry, rest) = split(text[...]) {
                body(text[...], entry, rest, number, &intake)
            }
            number = bytes.line
        }
    }

    /// First word and remark; nil for a line that says nothing.
    static func split(_ line: ArraySlice<UInt8>) -> (entry: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
        var line = line
        while let first = line.first, first <= 32 { line = line.dropFirst() }
        if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";"),
            first != UInt8(ascii: "!"), !line.starts(with: [47, 47])
        else { return nil }
        guard
            let end = line.firstIndex(where: { $0 <= 32 || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: ";") })
        else { return (line, []) }
        var rest = line[end...]
        while let first = rest.first, first <= 32 || first == UInt8(ascii: "#") || first == UInt8(ascii: ";") {
            rest = rest.dropFirst()
        }
        while let last = rest.last, last <= 32 { rest = rest.dropLast() }
        return (line[..<end], rest)
    }
}
