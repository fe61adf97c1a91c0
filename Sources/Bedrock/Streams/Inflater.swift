import CZlib

/// Unpacks gzip (RFC 1952), member after member, as far as the data allow.
///
/// Memory: zlib's 32 KiB window and what the caller offers as room; a file that unpacks to terabytes costs time, not memory.
@safe
struct Inflater: ~Copyable, Sendable {
    // SAFETY: zlib keeps a pointer back to this structure, so it has a place of its own; the only pointer is in the only copy.
    private nonisolated(unsafe) let stream: UnsafeMutablePointer<z_stream>  // safe: one owner, never copied
    /// Between two members: the end of the input is a proper end here.
    private(set) var isBetweenMembers = true
    private var hasBegun = false

    init() throws(BedrockError) {
        unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 15 bits of window, +16: gzip only.
        // SAFETY: a zeroed structure is how zlib wants it; `inflateEnd` follows in `deinit`.
        let code = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            unsafe stream.deallocate()
            throw BedrockError(.outOfMemory, "Could not prepare to unpack gzip (zlib says \(code)).")
        }
    }

    deinit {
        // SAFETY: made in `init`, ended and freed once.
        _ = unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    enum Step: Hashable {
        /// The room is full or the input used up: go on.
        case progressed
        /// The last member is complete, and what follows (padding, mostly) is not gzip.
        case finished
        case corrupt(String)
    }

    /// Unpacks from `input` into `output`, both as far as they go; used input is dropped.
    mutating func unpack(_ input: inout ByteStore, into output: inout ByteStore) -> Step {
        var step = Step.progressed
        var used = 0
        while used < input.count, output.room > 0 {
            if isBetweenMembers, hasBegun, !beginsMember(input, used) {
                step = .finished
                break
            }
            var code = Z_OK
            let available = input.count - used
            unsafe output.fill { room in
                // SAFETY: zlib reads `available` bytes of the input and writes at most `room.count`; both live until it returns.
                unsafe stream.pointee.next_in = (input.base + used).assumingMemoryBound(to: UInt8.self)
                unsafe stream.pointee.avail_in = UInt32(clamping: available)
                unsafe stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
                unsafe stream.pointee.avail_out = UInt32(clamping: room.count)
                code = unsafe inflate(stream, Z_NO_FLUSH)
                return unsafe room.count - Int(stream.pointee.avail_out)
            }
            used += unsafe available - Int(stream.pointee.avail_in)
            hasBegun = true
            isBetweenMembers = code == Z_STREAM_END
            if code == Z_STREAM_END {
                // SAFETY: the stream made in `init`.
                _ = unsafe inflateReset(stream)
            } else if code != Z_OK, code != Z_BUF_ERROR {
                step = .corrupt(reason(code))
                break
            }
        }
        input.drop(first: used)
        return step
    }

    private func beginsMember(_ input: borrowing ByteStore, _ offset: Int) -> Bool {
        // A magic number cut in two by the end of the input is looked at with its first byte only.
        input.withBytes { $0.u8(offset) == 0x1F && (offset + 1 >= $0.byteCount || $0.u8(offset + 1) == 0x8B) }
    }

    private func reason(_ code: Int32) -> String {
        // SAFETY: zlib's messages are constants of the library.
        unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "zlib says \(code)"
    }
}
