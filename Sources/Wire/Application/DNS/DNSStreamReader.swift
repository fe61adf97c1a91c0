import Bedrock
import Vocabulary

/// DNS over TCP: messages with two bytes of length before each (RFC 1035, 4.2.2), on both sides.
///
/// Bounds: 16 KiB of an unfinished message a side; of a longer one the first 16 KiB are read and the rest passed over, which
/// `isMalformed` shows when the answers did not fit. The first message that is none ends reading.
package struct DNSStreamReader: StreamReader {
    private var sides: InlineArray<2, LengthPrefixed> = [LengthPrefixed(), LengthPrefixed()]
    private var hasRead = false

    package init() {}

    package mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        var at = 0
        let side = fromClient ? 0 : 1
        while at < bytes.byteCount {
            guard let message = sides[side].next(bytes, &at) else { return .more }
            let read =
                message.carried.isEmpty
                ? readDNS(bytes.extracting(message.range), variant: .dns, overTCP: true, &sink.names)
                : message.carried.withBytes { readDNS($0, variant: .dns, overTCP: true, &sink.names) }
            guard var read else { return hasRead ? .done : .notMine }
            read.size = UInt32(truncatingIfNeeded: message.size)
            sink.emit(.dns(read))
            hasRead = true
        }
        return .more
    }

    package mutating func close(into sink: inout FactSink) {}
}

/// One side's messages, each behind two bytes that tell its length.
private struct LengthPrefixed {
    static var carryLimit: Int { 16 << 10 }

    /// One message: in the lent bytes at `range`, or in `carried` when it came in several pieces.
    struct Message {
        var range: Range<Int>
        var carried: [UInt8]
        var size: Int
    }

    /// What came of an unfinished message, its length included.
    private var carried: [UInt8] = []
    /// Bytes that belong to a message already read.
    private var toSkip = 0

    /// The next message that is whole, as far as it is kept; `at` moves behind what was used.
    mutating func next(_ bytes: RawSpan, _ at: inout Int) -> Message? {
        let skipped = min(toSkip, bytes.byteCount - at)
        toSkip -= skipped
        at += skipped
        if carried.isEmpty, bytes.byteCount - at >= 2 {
            let size = Int(bytes.u16(at))
            let kept = min(size, Self.carryLimit)
            if bytes.byteCount - at - 2 >= kept {
                let start = at + 2
                at = start + kept
                toSkip = size - kept
                return Message(range: start..<at, carried: [], size: size)
            }
        }
        while at < bytes.byteCount {
            carried.append(bytes.u8(at))
            at += 1
            guard carried.count >= 2 else { continue }
            let size = Int(carried[0]) << 8 | Int(carried[1])
            let kept = min(size, Self.carryLimit)
            guard carried.count == kept + 2 else { continue }
            var whole: [UInt8] = []
            swap(&whole, &carried)
            whole.removeFirst(2)
            toSkip = size - kept
            return Message(range: 0..<0, carried: whole, size: size)
        }
        return nil
    }
}
