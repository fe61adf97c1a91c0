import CPcap
import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// A live interface opened by libpcap: the fallback for what the ring cannot read, and for filters that need its VLAN handling.
///
/// Non-blocking: a blocking read of libpcap does not return on a quiet interface, whatever its timeout says. Frames are copied.
@safe
public struct PcapHandle: ~Copyable, Sendable {
    // SAFETY: the only pointer to libpcap's structure lies in the only copy, so it moves between threads like any other value.
    private nonisolated(unsafe) let handle: OpaquePointer  // safe: one owner, never copied
    /// To wait for with others; it belongs to libpcap.
    public let descriptor: Int32
    /// A number of link types as in capture files, but for raw IP, which is 12 here.
    public let link: UInt16
    /// What libpcap warned about when it opened the interface.
    public let warning: String?

    public init(_ name: String, _ settings: LiveSettings) throws(BedrockError) {
        var text = InlineArray<256, CChar>(repeating: 0)
        var span = text.mutableSpan
        // SAFETY: libpcap writes at most PCAP_ERRBUF_SIZE (256) bytes; the name lives for the duration of the call.
        let made = unsafe span.withUnsafeMutableBufferPointer { unsafe pcap_create(name, $0.baseAddress) }
        guard let handle = unsafe made else { throw BedrockError(.io, "Could not open \(name) by libpcap.") }
        // SAFETY: the handle was made above; these calls only note wishes in it.
        unsafe pcap_set_snaplen(handle, Int32(clamping: settings.snapLength))
        unsafe pcap_set_promisc(handle, settings.isPromiscuous ? 1 : 0)
        unsafe pcap_set_timeout(handle, Int32(clamping: settings.retireMilliseconds))
        unsafe pcap_set_buffer_size(handle, Int32(clamping: settings.ringBytes))
        unsafe pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
        var failure: BedrockError?
        // SAFETY: the handle was made above and is activated once.
        let code = unsafe pcap_activate(handle)
        if code < 0 {
            failure = unsafe Self.activation(code, handle, name)
        } else {
            // SAFETY: as for `pcap_create`: the text has room for every message.
            let blocking = unsafe span.withUnsafeMutableBufferPointer {
                unsafe pcap_setnonblock(handle, 1, $0.baseAddress)
            }
            if blocking < 0 { failure = BedrockError(.io, "Could not make \(name) non-blocking.") }
            failure = unsafe failure ?? Self.apply(settings, to: handle, name)
        }
        if let failure {
            // SAFETY: closed once; on success `deinit` does it.
            unsafe pcap_close(handle)
            throw failure
        }
        warning = code > 0 ? unsafe String(cString: pcap_geterr(handle)) : nil
        // SAFETY: an activated handle; from here on it is owned by this value.
        descriptor = unsafe pcap_get_selectable_fd(handle)
        link = unsafe UInt16(truncatingIfNeeded: pcap_datalink(handle))
        unsafe self.handle = handle
    }

    // SAFETY: the handle made by `init`, closed once.
    deinit { unsafe pcap_close(handle) }

    private static func activation(_ code: Int32, _ handle: OpaquePointer, _ name: String) -> BedrockError {
        // SAFETY: the message lies in the handle and is copied at once.
        let reason = unsafe String(cString: pcap_geterr(handle))
        // SAFETY: the text of a status is a constant of the library.
        let said = unsafe reason.isEmpty ? String(cString: pcap_statustostr(code)) : reason
        let kind: BedrockError.Code =
            switch code {
            case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED: .notPermitted
            case PCAP_ERROR_NO_SUCH_DEVICE: .noSuchInterface
            case PCAP_ERROR_IFACE_NOT_UP: .interfaceDown
            default: .io
            }
        return BedrockError(kind, "Could not capture on \(name): \(said)")
    }

    private static func apply(_ settings: LiveSettings, to handle: OpaquePointer, _ name: String) -> BedrockError? {
        if !settings.filter.isEmpty {
            // SAFETY: zeros, to be filled by the compiler.
            var program = unsafe bpf_program()
            // SAFETY: the expression lives for the duration of the call; the program is freed once, after libpcap copied it.
            guard unsafe pcap_compile(handle, &program, settings.filter, 1, 0xFFFF_FFFF) == 0 else {
                let reason = unsafe String(cString: pcap_geterr(handle))
                return BedrockError(.badFilter, "The filter '\(settings.filter)' is not valid: \(reason)")
            }
            defer { unsafe pcap_freecode(&program) }
            guard unsafe pcap_setfilter(handle, &program) == 0 else {
                let reason = unsafe String(cString: pcap_geterr(handle))
                return BedrockError(.badFilter, "The filter cannot be used on \(name): \(reason)")
            }
        }
        guard let group = settings.fanOut else { return nil }
        // The descriptor belongs to libpcap, so it is not closed here.
        // SAFETY: asks an activated handle for a number.
        let socket = unsafe FileDescriptor(pcap_fileno(handle), closes: false)
        do {
            try socket.set(SocketOption.fanOut, UInt32(group), "Could not share \(name) between workers")
            return nil
        } catch {
            return error
        }
    }

    /// One frame, as it lies at the end of the store.
    public enum Next: Sendable, Hashable {
        case frame(nanoseconds: Int64, offset: Int, captured: UInt32, wire: UInt32)
        /// There is none now.
        case none
        case failed(BedrockError)
    }

    /// Copies the next frame behind what is in the store.
    public mutating func next(into store: inout ByteStore) -> Next {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var bytes: UnsafePointer<UInt8>?
        // SAFETY: libpcap sets both pointers when it answers 1; they are read before its next call.
        let code = unsafe pcap_next_ex(handle, &header, &bytes)
        guard code >= 0 else {
            return .failed(BedrockError(.io, unsafe String(cString: pcap_geterr(handle))))
        }
        guard code == 1, let header = unsafe header?.pointee, let bytes = unsafe bytes else { return .none }
        let size = Int(header.caplen)
        if store.room < size { store.grow(to: max(store.capacity * 2, store.count + size)) }
        let offset = store.count
        unsafe store.fill { room in
            // SAFETY: libpcap lends `caplen` bytes until its next call; there is room for them, made above.
            unsafe room.baseAddress?.copyMemory(from: bytes, byteCount: size)
            return size
        }
        // Asked for nanoseconds, libpcap puts them where microseconds would be.
        let time = Int64(header.ts.tv_sec) &* 1_000_000_000 &+ Int64(header.ts.tv_usec)
        return .frame(nanoseconds: time, offset: offset, captured: header.caplen, wire: header.len)
    }

    /// Running totals: what came, what found the buffer full, what the interface or its driver dropped.
    public func statistics() -> (received: UInt64, lost: UInt64, droppedByInterface: UInt64) {
        var counts = pcap_stat()
        // SAFETY: libpcap fills the structure that this call owns.
        guard unsafe pcap_stats(handle, &counts) == 0 else { return (0, 0, 0) }
        return (UInt64(counts.ps_recv), UInt64(counts.ps_drop), UInt64(counts.ps_ifdrop))
    }
}

extension PcapHandle {
    /// What libpcap says it is, such as `libpcap version 1.10.5 (with TPACKET_V3)`.
    public static var libraryVersion: String {
        // SAFETY: a constant text of the library.
        unsafe String(cString: pcap_lib_version())
    }
}
