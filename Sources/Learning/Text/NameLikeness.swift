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
    public init(_ label: some Sequence<UInt8>) { self.init(bytes: label) }

    /// The same for a part of a string, as names come.
    public init(_ label: Substring.UTF8View) { self.init(bytes: label) }

    private init(bytes label: some Sequence<UInt8>) {
        var previous: UInt8?
        var previousKind: UInt8 = 0
        var run = 0
        for raw in label {
            let byte = raw >= 65 && raw <= 90 ? raw + 32 : raw
            switch byte {
            case 97...122:
                length += 1
                letters += 1
                let letter = byte - 97
                if let previous {
                    pairs += 1
                    if Self.successors[Int(previous)] & (1 << UInt32(letter)) != 0 { commonPairs += 1 }
                }
                let isVowel = Self.vowelMask & (1 << UInt32(letter)) != 0
                if isVowel { vowels += 1 }
                run = isVowel ? 0 : run + 1
                consonantRun = max(consonantRun, run)
                if previousKind == 2 { switches += 1 }
                previousKind = 1
                previous = letter
            case 48...57:
                length += 1
                digits += 1
                if previousKind == 1 { switches += 1 }
                previousKind = 2
                previous = nil
                run = 0
            default:
                previous = nil
                previousKind = 0
                run = 0
            }
        }
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
