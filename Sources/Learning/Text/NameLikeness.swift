/// How much a label looks like something a person would say: letter pairs, vowels, runs of consonants, digits.
///
/// Why it exists: names made by an algorithm or by an encoder use letter pairs that words seldom use. The table holds for each
/// letter the letters that commonly follow it in English and in product names (made by hand for this program; 277 of the
/// 676 pairs, which hold more than nine tenths of the pairs in ordinary names and four tenths of those in random ones).
/// What fools it: word-list algorithms (`suppobox`), abbreviations and other alphabets' transcriptions.
public struct NameLikeness: Sendable, Hashable {
    /// Letters and digits that were judged.
    public private(set) var length = 0
    public private(set) var letters = 0
    public private(set) var digits = 0
    public private(set) var vowels = 0
    /// Adjacent letter pairs, and how many of them are common in names.
    public private(set) var pairs = 0
    public private(set) var commonPairs = 0
    /// Longest run of consonants (`y` counts as a vowel) and of changes between letter and digit.
    public private(set) var consonantRun = 0
    public private(set) var switches = 0

    /// Judges an ASCII label, lower or upper case; hyphens and other bytes break pairs.
    public init(_ label: some Sequence<UInt8>) {
        let label = Array(label)
        self.init(label.span, 0..<label.count)
    }

    /// The same for a part of a text, as names come.
    public init(_ text: borrowing Span<UInt8>, _ part: Range<Int>) {
        let table = Self.successors
        let successors = table.span
        let vowelMask = Self.vowelMask
        // The letter before, 0 to 25, and what a letter may follow on; no letter: no pair.
        var followers: UInt32 = 0
        var previousKind: UInt8 = 0
        var run = 0
        for place in part {
            // Letters in lower case; what else this changes is neither letter nor digit, nor becomes one.
            let letter = (text[place] | 0x20) &- 97
            if letter < 26 {
                let bit = UInt32(1) &<< UInt32(letter)
                if previousKind == 1 {
                    pairs &+= 1
                    if followers & bit != 0 { commonPairs &+= 1 }
                }
                letters &+= 1
                if vowelMask & bit != 0 {
                    vowels &+= 1
                    run = 0
                } else {
                    run &+= 1
                    consonantRun = max(consonantRun, run)
                }
                if previousKind == 2 { switches &+= 1 }
                previousKind = 1
                followers = successors[Int(letter)]
            } else {
                run = 0
                if text[place] &- 48 < 10 {
                    digits &+= 1
                    if previousKind == 1 { switches &+= 1 }
                    previousKind = 2
                } else {
                    previousKind = 0
                }
            }
        }
        length = letters &+ digits
    }

    /// Share of the letter pairs that are common, 0...1; 1 where there are none.
    public var fluency: Double { pairs > 0 ? Double(commonPairs) / Double(pairs) : 1 }

    /// 0 (a word) ... 1 (noise). Short labels are never called noise: seven characters is the least.
    public var randomness: Double {
        guard length >= 7 else { return 0 }
        var score = 0.0
        if pairs >= 4 { score += min(1, max(0, (0.85 - fluency) / 0.4)) * 0.7 }
        score += min(1, Double(max(0, consonantRun - 3)) / 4) * 0.3
        let mixed = Double(switches) / Double(length)
        score += min(1, mixed * 3) * 0.6
        let vowelShare = letters > 0 ? Double(vowels) / Double(letters) : 0
        if letters >= 7, vowelShare < 0.2 { score += 0.2 }
        if digits == length { score = 0.3 }
        return min(1, score)
    }

    private static let vowelMask: UInt32 = mask("aeiouy")

    private static func mask(_ text: StaticString) -> UInt32 {
        var bits: UInt32 = 0
        for byte in text.description.utf8 { bits |= 1 << UInt32(byte - 97) }
        return bits
    }

    /// Row by row, a to z: the letters that commonly follow.
    private static let successors: [UInt32] = [
        mask("bcdgiklmnprstuvwy"), mask("aeilorsuyb"), mask("aehiklotruc"), mask("aeiorsud"), mask("acdefglmnprstvwxy"),
        mask("aefiloru"), mask("aeghilorsu"), mask("aeiortuy"), mask("abcdefglmnoprstvz"), mask("aeou"),
        mask("aeinsoy"),
        mask("adefiloltsuyv"), mask("abeimopuyss"), mask("acdefgiknostuy"), mask("bcdfgklmnoprstuvwx"),
        mask("aehiloprstu"), mask("u"), mask("acdegiklmnorstuvy"), mask("acehikmlnopqstuwy"), mask("aehioruswtly"),
        mask("abcdegilmnprst"), mask("aeio"), mask("aehinors"), mask("aceipt"), mask("aeiolmnpst"), mask("aeiozy"),
    ]
}
