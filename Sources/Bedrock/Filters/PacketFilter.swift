import CPcap

/// A BPF expression in libpcap's language, compiled for one link type.
@safe
public struct PacketFilter: ~Copyable, Sendable {
    // SAFETY: written once by `init`; the only pointer to the program lies in the only copy.
    nonisolated(unsafe) let program: bpf_program  // safe: one owner, never copied

    /// - Parameters:
    ///   - link: a LINKTYPE number as in capture files.
    ///   - snapLength: bytes of a frame that the program accepts.
    public init(_ expression: String, link: UInt16, snapLength: Int = 262_144) throws(BedrockError) {
        // Files say 101 for raw IP where this library says 12 on Linux.
        let handle = unsafe pcap_open_dead(link == 101 ? 12 : Int32(link), Int32(snapLength))
        guard let handle = unsafe handle else {
            throw BedrockError(.outOfMemory, "Could not prepare to compile a filter.")
        }
        // SAFETY: the handle is closed once, after its error text was copied.
        defer { unsafe pcap_close(handle) }
        var compiled = unsafe bpf_program()
        // SAFETY: the expression lives for the duration of the call; on success the program is ours to free.
        guard unsafe pcap_compile(handle, &compiled, expression, 1, 0xFFFF_FFFF) == 0 else {
            let reason = unsafe String(cString: pcap_geterr(handle))
            throw BedrockError(.badFilter, "The filter '\(expression)' is not valid: \(reason)")
        }
        unsafe program = compiled
    }

    deinit {
        var program = unsafe program
        // SAFETY: the program made by `init`, freed once.
        unsafe pcap_freecode(&program)
    }

    /// Instructions of the program.
    public var count: Int { unsafe Int(program.bf_len) }

    /// Does the frame pass? Reading outside of the captured bytes is a no, as in the kernel.
    public func matches(_ bytes: RawSpan, offset: Int, captured: UInt32, wire: UInt32) -> Bool {
        precondition(
            offset >= 0 && offset <= bytes.byteCount && Int(captured) <= bytes.byteCount - offset,
            "A frame lies inside of the lent bytes.")
        // SAFETY: the interpreter checks each access against `captured`, which lies inside of the span; the program came from the
        // compiler, which makes no loops.
        return unsafe bytes.withUnsafeBytes { raw in
            guard let base = raw.baseAddress else { return false }
            return unsafe bpf_filter(
                program.bf_insns, (base + offset).assumingMemoryBound(to: UInt8.self), wire, captured) != 0
        }
    }
}
