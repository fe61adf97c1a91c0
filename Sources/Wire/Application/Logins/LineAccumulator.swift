import Bedrock

/// Cuts one side of a text dialogue into lines, whatever the pieces it comes in.
///
/// Bounds: the first 512 bytes of a line are kept, the rest is passed over. A line ends with LF; CR before it is dropped.
struct LineAccumulator {
    static var longest: Int { 512 }

    /// The line that `next` completed, without its end.
    private(set) var line: [UInt8] = []
    private var isComplete = false

    /// Goes on at `offset`; true when a line is complete, false when the bytes are used up.
    mutating func next(_ bytes: RawSpan, _ offset: inout Int) -> Bool {
        if isComplete { reset() }
        while offset < bytes.byteCount {
            let byte = bytes.u8(offset)
            offset += 1
            if byte == 10 {
                if line.last == 13 { line.removeLast() }
                isComplete = true
                return true
            }
            if line.count < Self.longest { line.append(byte) }
        }
        return false
    }

    /// Forgets an unfinished line, as after lost bytes.
    mutating func reset() {
        line.removeAll(keepingCapacity: true)
        isComplete = false
    }
}

extension [UInt8] {
    /// The line begins with `word` (upper case; the line's case does not matter), followed by nothing, a space or a hyphen.
    func begins(_ word: String) -> Bool {
        let length = word.utf8.count
        guard withBytes({ $0.matches(word) }) else { return false }
        return count == length || self[length] == 0x20 || self[length] == 0x2D || self[length] == 0x09
    }

    /// The words of the line: runs of bytes above space, at most `limit`; the last one holds all the rest.
    func words(_ limit: Int = 4) -> [ArraySlice<UInt8>] {
        split(separator: 0x20, maxSplits: limit - 1, omittingEmptySubsequences: true)
    }

    /// The three digits that begin a reply of FTP or SMTP, or nil.
    var replyCode: Int? {
        guard count >= 3 else { return nil }
        var code = 0
        for byte in self[..<3] {
            guard byte &- 0x30 < 10 else { return nil }
            code = code * 10 + Int(byte &- 0x30)
        }
        return code
    }

    /// The reply goes on in the next line (`230-`).
    var isContinuedReply: Bool { count > 3 && self[3] == 0x2D }

    func contains(word: String) -> Bool {
        withBytes { $0.find(word, within: LineAccumulator.longest) != nil }
    }
}
