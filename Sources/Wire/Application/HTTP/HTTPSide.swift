import Bedrock

/// One direction of an HTTP/1 connection: cuts it into heads and bodies (RFC 9112, 6).
///
/// Bounds: `headLimit` bytes of an unfinished head; a longer head is read that far and its rest passed over. Bodies are
/// only counted.
struct HTTPSide {
    static var headLimit: Int { 16 << 10 }

    enum State: Equatable {
        case head
        /// The rest of a head that was too long.
        case headRest
        case body(UInt64)
        case chunkSize, chunk(UInt64), chunkEnd, trailer
        case untilClose
        /// The framing contradicts itself; nothing after it can be found.
        case broken
    }

    private(set) var state = State.head
    private var carried: [UInt8] = []
    /// Nothing but a carriage return has come since the last line feed.
    private var lineIsEmpty = false
    /// What follows the rest of a head that was too long.
    private var afterRest = State.head
    private var headWasCut = false
    private var chunkSize: UInt64 = 0
    private var chunkDigits = 0
    private var chunkHasExtension = false

    /// Reads the next head, empty lines before it left out, and gives nothing where it lies in the lent bytes, or its bytes where it came
    /// in pieces: then it is still to be read. Nil when it is not whole yet. `follow(_:)` must be called then.
    mutating func nextHead(_ bytes: RawSpan, _ at: inout Int, _ head: inout HTTPHead) -> [UInt8]? {
        if carried.isEmpty {
            while at < bytes.byteCount, bytes.u8(at) == 10 || bytes.u8(at) == 13 { at += 1 }
            guard at < bytes.byteCount else { return nil }
            if head.read(bytes, at..<min(bytes.byteCount, at + Self.headLimit)) {
                at = head.range.upperBound
                headWasCut = false
                return []
            }
            lineIsEmpty = false
        }
        while at < bytes.byteCount {
            let byte = bytes.u8(at)
            carried.append(byte)
            at += 1
            let isEnd = endsHead(byte)
            guard isEnd || carried.count == Self.headLimit else { continue }
            headWasCut = !isEnd
            var whole: [UInt8] = []
            swap(&whole, &carried)
            return whole
        }
        return nil
    }

    /// Tells what comes after the head that `nextHead` gave.
    mutating func follow(_ next: State) {
        let next = next == .body(0) ? .head : next
        state = headWasCut ? .headRest : next
        afterRest = next
        chunkSize = 0
        chunkDigits = 0
        chunkHasExtension = false
    }

    /// Passes over the body as far as it lies in these bytes: the next piece of content, and whether the body ended.
    mutating func nextBody(_ bytes: RawSpan, _ at: inout Int) -> (content: Range<Int>, isEnd: Bool) {
        switch state {
        case .body(let rest):
            let content = piece(bytes, at, rest)
            at = content.upperBound
            let left = rest - UInt64(content.count)
            state = left == 0 ? .head : .body(left)
            return (content, left == 0)
        case .chunk(let rest):
            let content = piece(bytes, at, rest)
            at = content.upperBound
            let left = rest - UInt64(content.count)
            state = left == 0 ? .chunkEnd : .chunk(left)
            return (content, false)
        case .untilClose:
            let content = at..<bytes.byteCount
            at = bytes.byteCount
            return (content, false)
        case .head, .broken:
            at = bytes.byteCount
            return (at..<at, false)
        case .headRest, .chunkSize, .chunkEnd, .trailer:
            while at < bytes.byteCount {
                let isEnd = readFraming(bytes.u8(at))
                at += 1
                if isEnd { return (at..<at, true) }
                if case .chunk = state { break }
                if state == .broken || !isFraming { break }
            }
            return (at..<at, false)
        }
    }

    /// Bytes that are lost; false when the place in the stream is lost with them.
    mutating func lose(_ count: Int) -> Bool {
        switch state {
        case .body(let rest) where UInt64(count) < rest:
            state = .body(rest - UInt64(count))
            return true
        case .chunk(let rest) where UInt64(count) < rest:
            state = .chunk(rest - UInt64(count))
            return true
        case .body(UInt64(count)):
            state = .head
            return true
        case .untilClose: return true
        default: return false
        }
    }

    private var isFraming: Bool {
        switch state {
        case .headRest, .chunkSize, .chunkEnd, .trailer: true
        default: false
        }
    }

    private func piece(_ bytes: RawSpan, _ at: Int, _ rest: UInt64) -> Range<Int> {
        let available = bytes.byteCount - at
        return at..<at + (rest < UInt64(available) ? Int(rest) : available)
    }

    /// One byte between contents; true when it ends the body.
    private mutating func readFraming(_ byte: UInt8) -> Bool {
        switch state {
        case .headRest:
            guard endsHead(byte) else { return false }
            state = afterRest
            return state == .head
        case .chunkEnd:
            if byte == 10 {
                state = .chunkSize
            } else if byte != 13 {
                state = .broken
            }
        case .chunkSize: readChunkSize(byte)
        case .trailer:
            guard endsHead(byte) else { return false }
            state = .head
            return true
        default: break
        }
        return false
    }

    private mutating func readChunkSize(_ byte: UInt8) {
        if byte == 10 {
            guard chunkDigits > 0 else {
                state = .broken
                return
            }
            state = chunkSize == 0 ? .trailer : .chunk(chunkSize)
            lineIsEmpty = true
            chunkSize = 0
            chunkDigits = 0
            chunkHasExtension = false
        } else if byte == UInt8(ascii: ";") || byte <= 0x20 {
            chunkHasExtension = true
        } else if !chunkHasExtension {
            let digit: UInt8 =
                byte &- 48 < 10 ? byte &- 48 : (byte | 0x20) &- 97 < 6 ? (byte | 0x20) &- 87 : 255
            chunkDigits += 1
            guard digit < 16, chunkDigits <= 12 else {
                state = .broken
                return
            }
            chunkSize = chunkSize << 4 | UInt64(digit)
        }
    }

    /// Takes the next byte of a head and tells whether it ends it: a line feed on an empty line.
    private mutating func endsHead(_ byte: UInt8) -> Bool {
        if byte == 10 {
            if lineIsEmpty { return true }
            lineIsEmpty = true
        } else if byte != 13 {
            lineIsEmpty = false
        }
        return false
    }
}
