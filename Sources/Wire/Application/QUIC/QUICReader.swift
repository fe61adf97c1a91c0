import Bedrock
import Vocabulary

/// Reads the client hello out of the Initial packets of a QUIC connection, fed with whole datagrams.
///
/// The hello may be spread over several Initials, which may come in any order. Ends with the hello, or when the client
/// goes on without one having been seen. What fools it: versions it does not know, and a first Initial that was not
/// captured (its connection id makes the keys).
/// Bounds: `initialLimit` Initials are opened; `QUICCryptoStream` bounds what is kept.
package struct QUICReader: StreamReader {
    static var initialLimit: Int { 12 }

    private var keys: QUICInitialKeys?
    private var stream = QUICCryptoStream()
    private var opened = 0

    package init() {}

    package mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        var at = 0
        var isQUIC = false
        while at < bytes.byteCount {
            guard bytes.u8(at) & 0x80 != 0 else {
                // A short header or padding after coalesced packets; alone, the handshake is over.
                if at == 0 { return keys == nil ? .notMine : fromClient ? .done : .more }
                break
            }
            if bytes.byteCount - at >= 7, bytes.u32(at + 1) == 0 { return fromClient ? .notMine : .more }
            guard let header = QUICLongHeader(bytes, at: at) else { break }
            isQUIC = true
            if header.isInitial, fromClient {
                let progress = readInitial(bytes, start: at, header, &sink)
                guard progress == .more else { return progress }
            }
            at = header.end
        }
        return isQUIC || keys != nil ? .more : .notMine
    }

    package mutating func close(into sink: inout FactSink) {}

    private mutating func readInitial(
        _ bytes: RawSpan, start: Int, _ header: QUICLongHeader, _ sink: inout FactSink
    ) -> StreamProgress {
        guard opened < Self.initialLimit, let version = QUICVersion(header.version) else { return .done }
        opened += 1
        guard let content = open(bytes, start, header, version) else { return .more }
        content.withBytes { stream.readFrames($0) }
        let (body, isForeign) = stream.clientHello()
        if isForeign { return .done }
        guard let body else { return .more }
        if let hello = body.withBytes({ readTLSClientHello($0, quicVersion: header.version, &sink.fingerprints) }) {
            sink.emit(.tlsClientHello(hello))
        }
        return .done
    }

    /// By the keys of the first Initial, or, after a retry, by those of the connection id this one has.
    private mutating func open(
        _ bytes: RawSpan, _ start: Int, _ header: QUICLongHeader, _ version: QUICVersion
    ) -> [UInt8]? {
        if let content = keys?.open(bytes, start: start, header: header) { return content }
        let fresh = QUICInitialKeys(
            version: version, destination: [UInt8](copying: bytes.extracting(header.destination)))
        guard let content = fresh.open(bytes, start: start, header: header) else { return nil }
        keys = fresh
        return content
    }
}
