package import Bedrock

/// Lines of a file, a pipe or standard input, plain or gzip, a piece at a time.
///
/// Bounds: a line is cut after 64 KiB, the rest of it is passed over.
package struct LineReader: ~Copyable {
    private var stream: ByteStream
    private var begun: [UInt8] = []
    private var isOver = false
    private static let longest = 65_536

    package init(_ file: consuming FileDescriptor) throws(BedrockError) {
        stream = ByteStream(file)
        while stream.count < 2, case .grew = stream.refill(dropping: 0, milliseconds: -1) {}
        let isPacked = stream.withBytes { bytes in
            bytes.byteCount >= 2 && bytes.u8(0) == 0x1F && bytes.u8(1) == 0x8B
        }
        if isPacked { try stream.unpackGzip() }
    }

    /// Up to about `most` lines; empty at the end.
    package mutating func next(most: Int) throws(BedrockError) -> [String] {
        var lines: [String] = []
        while lines.count < most, !isOver {
            take(&lines)
            switch stream.refill(dropping: stream.count, milliseconds: 1000) {
            case .grew, .idle: continue
            case .end: isOver = true
            case .failed(let error): throw error
            }
        }
        if isOver {
            take(&lines)
            end(&lines)
        }
        return lines
    }

    private mutating func take(_ lines: inout [String]) {
        let bytes = stream.withBytes { span -> [UInt8] in
            var copy: [UInt8] = []
            copy.reserveCapacity(span.byteCount)
            for place in 0..<span.byteCount { copy.append(span.u8(place)) }
            return copy
        }
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                end(&lines)
            } else if begun.count < Self.longest {
                begun.append(byte)
            }
        }
    }

    private mutating func end(_ lines: inout [String]) {
        if !begun.isEmpty { lines.append(String(decoding: begun, as: UTF8.self)) }
        begun.removeAll(keepingCapacity: true)
    }
}
