package import Vocabulary

/// A UDP header (RFC 768).
package struct UDP: InternetContent, CarriesBytes, CarriesDatagramContent {
    package var source: UInt16
    package var destination: UInt16
    package var length: UInt16?
    /// Overrides the checksum; 0 means "none" over IPv4.
    package var checksum: UInt16?

    package init(from source: UInt16, to destination: UInt16, length: UInt16? = nil, checksum: UInt16? = nil) {
        self.source = source
        self.destination = destination
        self.length = length
        self.checksum = checksum
    }

    package var identity: LayerIdentity { LayerIdentity(ipProtocol: 17) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.mark()
        frame.bytes.append16(source)
        frame.bytes.append16(destination)
        frame.bytes.append32(0)
    }

    package func close(in frame: inout FrameBuffer) {
        let start = frame.release()
        frame.bytes.patch16(length ?? UInt16(truncatingIfNeeded: frame.bytes.count - start), at: start + 4)
        let sum = checksum ?? frame.transportChecksum(from: start, protocol: 17)
        frame.bytes.patch16(checksum == nil && sum == 0 ? 0xFFFF : sum, at: start + 6)
    }
}

/// A TCP header (RFC 9293).
package struct TCP: InternetContent, CarriesBytes {
    package var source: UInt16
    package var destination: UInt16
    package var flags: TCPFlags
    package var sequence: UInt32
    package var acknowledgment: UInt32
    package var window: UInt16
    package var urgent: UInt16
    package var options: TCPOptions
    /// Overrides the header length, in 32-bit words.
    package var headerWords: UInt8?
    package var checksum: UInt16?

    package init(
        from source: UInt16, to destination: UInt16, _ flags: TCPFlags, sequence: UInt32 = 0,
        acknowledgment: UInt32 = 0,
        window: UInt16 = 64_240, urgent: UInt16 = 0, options: TCPOptions = [], headerWords: UInt8? = nil,
        checksum: UInt16? = nil
    ) {
        self.source = source
        self.destination = destination
        self.flags = flags
        self.sequence = sequence
        self.acknowledgment = acknowledgment
        self.window = window
        self.urgent = urgent
        self.options = options
        self.headerWords = headerWords
        self.checksum = checksum
    }

    package var identity: LayerIdentity { LayerIdentity(ipProtocol: 6) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.mark()
        frame.bytes.append16(source)
        frame.bytes.append16(destination)
        frame.bytes.append32(sequence)
        frame.bytes.append32(acknowledgment)
        let padded = (options.count + 3) / 4 * 4
        frame.bytes.append((headerWords ?? UInt8(truncatingIfNeeded: 5 + padded / 4)) << 4)
        frame.bytes.append(flags.rawValue)
        frame.bytes.append16(window)
        frame.bytes.append16(0)
        frame.bytes.append16(urgent)
        for index in 0..<options.count { frame.bytes.append(options.bytes[index]) }
        for _ in options.count..<padded { frame.bytes.append(0) }
    }

    package func close(in frame: inout FrameBuffer) {
        let start = frame.release()
        frame.bytes.patch16(checksum ?? frame.transportChecksum(from: start, protocol: 6), at: start + 16)
    }
}

/// An SCTP common header with its chunks as bytes (RFC 9260).
package struct SCTP: InternetContent {
    package var source: UInt16
    package var destination: UInt16
    package var verificationTag: UInt32
    /// Each with type, flags and value; padded to a multiple of 4.
    package var chunks: [Chunk]
    package var checksum: UInt32?

    package struct Chunk: Sendable {
        package var type: UInt8
        package var flags: UInt8
        package var value: [UInt8]
        package init(type: UInt8, flags: UInt8 = 0, value: [UInt8] = []) {
            self.type = type
            self.flags = flags
            self.value = value
        }
    }

    package init(
        from source: UInt16, to destination: UInt16, verificationTag: UInt32 = 0, chunks: [Chunk],
        checksum: UInt32? = nil
    ) {
        self.source = source
        self.destination = destination
        self.verificationTag = verificationTag
        self.chunks = chunks
        self.checksum = checksum
    }

    package var identity: LayerIdentity { LayerIdentity(ipProtocol: 132) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        let start = frame.bytes.count
        frame.bytes.append16(source)
        frame.bytes.append16(destination)
        frame.bytes.append32(verificationTag)
        frame.bytes.append32(0)
        for chunk in chunks {
            frame.bytes.append(chunk.type)
            frame.bytes.append(chunk.flags)
            frame.bytes.append16(UInt16(truncatingIfNeeded: chunk.value.count + 4))
            frame.bytes.append(contentsOf: chunk.value)
            for _ in 0..<(4 - chunk.value.count % 4) % 4 { frame.bytes.append(0) }
        }
        let sum = checksum ?? crc32c(frame.bytes[start...]).byteSwapped
        frame.bytes.patch32(sum, at: start + 8)
    }

    package func close(in frame: inout FrameBuffer) {}
}
