import Bedrock
import Vocabulary

/// Reads the clear part of a TLS connection: client hello, server hello, and the certificate of TLS 1.2 and older.
///
/// Ends when both sides are encrypted, or when what comes is no handshake record. A hello retry request is passed over; of
/// two client hellos only the first is told. Bounds: `TLSSide.carryLimit` bytes a side.
package struct TLSReader: StreamReader {
    private var client = TLSSide()
    private var server = TLSSide()
    private var hasClientHello = false
    private var hasServerHello = false
    private var clientRecords = 0

    package init() {}

    package mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        var at = 0
        while at < bytes.byteCount {
            let item = fromClient ? client.next(bytes, &at) : server.next(bytes, &at)
            let progress: StreamProgress
            switch item {
            case .nothing: return .more
            case .message(let type, let range, let carried):
                progress =
                    carried.isEmpty
                    ? take(type, bytes.extracting(range), fromClient, &sink)
                    : carried.withBytes { take(type, $0, fromClient, &sink) }
            case .encrypted: progress = encrypted(fromClient)
            case .foreign: progress = hasClientHello || hasServerHello ? .done : .notMine
            }
            guard progress == .more else { return progress }
        }
        return .more
    }

    package mutating func close(into sink: inout FactSink) {}

    private mutating func take(_ type: UInt8, _ body: RawSpan, _ fromClient: Bool, _ sink: inout FactSink)
        -> StreamProgress
    {
        switch (type, fromClient) {
        case (1, true):
            guard !hasClientHello else { return .more }
            guard let hello = readTLSClientHello(body, quicVersion: nil, &sink.fingerprints) else {
                return hasServerHello ? .done : .notMine
            }
            hasClientHello = true
            sink.emit(.tlsClientHello(hello))
        case (2, false):
            guard !isHelloRetryRequest(body) else { return .more }
            guard let hello = readTLSServerHello(body, &sink.fingerprints) else {
                return hasClientHello ? .done : .notMine
            }
            hasServerHello = true
            sink.emit(.tlsServerHello(hello))
            return hello.version >= 0x0304 ? .done : .more
        case (11, false):
            if let certificate = readTLSCertificate(body) { sink.emit(.tlsCertificate(certificate)) }
            return .done
        case (14, false): return .done
        default: break
        }
        return .more
    }

    /// A record that says that the side speaks in secret from here on, or does so already.
    private mutating func encrypted(_ fromClient: Bool) -> StreamProgress {
        guard fromClient else { return hasServerHello ? .done : .more }
        // A client may encrypt before the server answers (early data); a server that never answers is not waited for.
        clientRecords += 1
        return clientRecords < 64 ? .more : .done
    }
}
