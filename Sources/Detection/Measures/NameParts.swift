/// Where a name's parts lie, in bytes: found in one walk, without a string for any of them.
///
/// What `RegisteredDomain` says of a name, for those who need digests and lengths only. `host` ends before the dot that joins it to the
/// domain; it is empty where nothing stands before the domain.
package struct NameParts: Sendable {
    package let labels: Int
    package let host: Range<Int>
    package let domain: Range<Int>

    package init(_ name: borrowing Span<UInt8>) {
        let dot = UInt8(ascii: ".")
        // The last three dots, the last one first.
        var (last, second, third) = (-1, -1, -1)
        var labels = name.isEmpty ? 0 : 1
        for at in name.indices where name[at] == dot {
            labels &+= 1
            (last, second, third) = (at, last, second)
        }
        var cut = second
        if cut >= 0, name.count &- last == 3, Self.isSecondLevel(name, second &+ 1, last) { cut = third }
        self.labels = labels
        host = 0..<max(cut, 0)
        domain = (cut &+ 1)..<name.count
    }

    /// The part of the domain that its owner chose: `example`.
    package func label(in name: borrowing Span<UInt8>) -> Range<Int> {
        let dot = UInt8(ascii: ".")
        var start = domain.lowerBound
        while start < name.count, name[start] == dot { start &+= 1 }
        var end = start
        while end < name.count, name[end] != dot { end &+= 1 }
        return start..<end
    }

    private static func isSecondLevel(_ name: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard end &- start <= 4 else { return false }
        var word: UInt64 = 1
        for at in start..<end { word = word << 8 | UInt64(name[at]) }
        return secondLevels.contains(word)
    }

    private static func word(_ text: String) -> UInt64 {
        var word: UInt64 = 1
        for byte in text.utf8 { word = word << 8 | UInt64(byte) }
        return word
    }

    /// The common second levels under a country, each as its bytes behind a one.
    private static let secondLevels = [
        word("co"), word("com"), word("net"), word("org"), word("edu"), word("gov"), word("ac"), word("or"), word("ne"),
        word("go"), word("gob"), word("gv"), word("mil"), word("ltd"), word("plc"), word("sch"), word("nhs"),
        word("gen"), word("firm"), word("ind"), word("asso"), word("info"), word("web"), word("id"),
    ]
}
