/// Objects out of a JSON document of any size, one at a time: those that are elements of arrays of a given name.
///
/// Why it exists: a STIX bundle of a million indicators is a gigabyte, of which three members an object are of interest. Of those the
/// text is kept, of an array the first text. Bounds: 64 levels, 4 KiB of a text (the rest is dropped), one record a level.
struct JSONRecords: ~Copyable {
    struct Record {
        fileprivate(set) var members: [String: [UInt8]] = [:]
        let line: Int
        func text(_ name: String) -> ArraySlice<UInt8> { members[name]?[...] ?? [] }
        func says(_ name: String, _ value: String) -> Bool { text(name).elementsEqual(value.utf8) }
    }
    private enum Frame {
        case object(Record?)
        /// Whether its elements are records; the member it is the value of.
        case array(isOfRecords: Bool, member: String)
    }
    private var frames: [Frame] = []
    private let arrays: Set<String>
    private let wanted: Set<String>
    /// The document ends early or contradicts itself.
    private(set) var isBroken = false
    private static let depth = 64
    private static let textCap = 4096

    init(arrays: Set<String>, members: Set<String>) {
        self.arrays = arrays
        wanted = members
    }

    /// Reads to the end or to the first contradiction.
    mutating func read(_ bytes: inout ListBytes, _ take: (Record) -> Void) {
        var key = ""
        var expectsKey = false
        var hasBegun = false
        while let byte = bytes.next() {
            switch byte {
            case 9, 10, 13, 32, 0xEF, 0xBB, 0xBF: continue
            case UInt8(ascii: "{"):
                guard frames.count < Self.depth else { return fail() }
                var record: Record?
                if case .array(isOfRecords: true, _) = frames.last { record = Record(line: bytes.line) }
                frames.append(.object(record))
                (expectsKey, hasBegun) = (true, true)
            case UInt8(ascii: "["):
                guard frames.count < Self.depth else { return fail() }
                frames.append(.array(isOfRecords: arrays.contains(key), member: key))
                (key, expectsKey, hasBegun) = ("", false, true)
            case UInt8(ascii: "}"):
                guard case .object(let record) = frames.popLast() else { return fail() }
                if let record { take(record) }
                (key, expectsKey) = ("", false)
            case UInt8(ascii: "]"):
                guard case .array = frames.popLast() else { return fail() }
                (key, expectsKey) = ("", false)
            case UInt8(ascii: ","):
                guard let last = frames.last else { return fail() }
                if case .object = last { expectsKey = true }
            case UInt8(ascii: ":"): expectsKey = false
            case UInt8(ascii: "\""):
                guard let text = string(&bytes) else { return fail() }
                if expectsKey {
                    key = String(decoding: text.prefix(64), as: UTF8.self)
                } else {
                    keep(text, key)
                }
            default:
                guard !expectsKey, hasBegun else { return fail() }
                keep(literal(byte, &bytes), key)
            }
        }
        if !frames.isEmpty || !hasBegun { fail() }
    }

    private mutating func fail() { isBroken = true }

    private mutating func keep(_ text: [UInt8], _ key: String) {
        guard let last = frames.last else { return }
        switch last {
        case .object(var record?):
            guard wanted.contains(key), record.members[key] == nil else { return }
            record.members[key] = text
            frames[frames.count - 1] = .object(record)
        case .array(_, let member) where wanted.contains(member) && frames.count >= 2:
            guard case .object(var record?) = frames[frames.count - 2], record.members[member] == nil else { return }
            record.members[member] = text
            frames[frames.count - 2] = .object(record)
        default: return
        }
    }

    /// `true`, `null`, a number: up to what ends it.
    private func literal(_ first: UInt8, _ bytes: inout ListBytes) -> [UInt8] {
        var text = [first]
        while let byte = bytes.peek(), byte > 32, ![44, 93, 125].contains(byte) {
            if text.count < 64 { text.append(byte) }
            _ = bytes.next()
        }
        return text
    }

    /// Up to the closing quote; nil when there is none.
    private func string(_ bytes: inout ListBytes) -> [UInt8]? {
        var text: [UInt8] = []
        while let byte = bytes.next() {
            if byte == UInt8(ascii: "\"") { return text }
            var plain = byte
            if byte == UInt8(ascii: "\\") {
                guard let code = bytes.next() else { return nil }
                switch code {
                case UInt8(ascii: "n"): plain = 10
                case UInt8(ascii: "t"): plain = 9
                case UInt8(ascii: "r"): plain = 13
                case UInt8(ascii: "b"), UInt8(ascii: "f"): plain = 32
                case UInt8(ascii: "u"):
                    var value = 0
                    for _ in 0..<4 {
                        guard let digit = bytes.next(), let number = Character(UnicodeScalar(digit)).hexDigitValue
                        else { return nil }
                        value = value * 16 + number
                    }
                    // Nothing we look for is written in other scripts.
                    plain = value < 128 ? UInt8(value) : UInt8(ascii: "?")
                default: plain = code
                }
            }
            if text.count < Self.textCap { text.append(plain) }
        }
        return nil
    }
}
