import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One HTTP attempt over AsyncHTTPClient, TLS verified, bounded in size; its time is bounded by who calls it.
///
/// Redirects are answers like others: following one could lead into the house, or give a key to a stranger. Answers are asked
/// for unpacked, so that a small one cannot become a huge one. Certificates that the system does not trust, and names that do not
/// fit, end the call with `certificate`.
final class HTTPPort: Sendable {
    private let client: HTTPClient

    init() {
        var configuration = HTTPClient.Configuration(
            certificateVerification: .fullVerification, redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(10)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = .seconds(15)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4
        client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton), configuration: configuration)
    }

    // Nobody can wait here: the client holds itself until its connections are closed.
    deinit { client.shutdown { _ in } }

    func send(
        _ request: OutboundRequest, limit: Int, trust: OutboundService.Trust
    ) async throws(OutboundError) -> OutboundResponse {
        var call = HTTPClientRequest(url: request.url)
        call.method = request.method == .get ? .GET : .POST
        call.headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
        if !call.headers.contains(name: "user-agent") { call.headers.add(name: "user-agent", value: "NetSentinel") }
        if !call.headers.contains(name: "accept-encoding") {
            call.headers.add(name: "accept-encoding", value: "identity")
        }
        if !request.body.isEmpty { call.body = .bytes(ByteBuffer(bytes: request.body)) }
        if case .file(let path) = trust { call.tlsConfiguration = try Self.configuration(trusting: path) }
        do {
            // The gate's own clock ends the attempt; this is for what it cannot reach.
            let response = try await client.execute(call, timeout: .minutes(15))
            let body = try await response.body.collect(upTo: limit)
            var headers: [String: String] = [:]
            for header in response.headers.prefix(64) where headers[header.name.lowercased()] == nil {
                headers[header.name.lowercased()] = String(header.value.prefix(2000))
            }
            return OutboundResponse(
                status: Int(response.status.code), headers: headers, body: Array(body.readableBytesView))
        } catch {
            throw Self.reason(error, limit: limit)
        }
    }

    private static func configuration(trusting path: String) throws(OutboundError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        do {
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
        } catch {
            throw OutboundError(.badRequest, "The file \(path) has no certificates in PEM form that could be trusted.")
        }
        return tls
    }

    /// What went wrong, in words without anything of the request in it.
    static func reason(_ error: any Error, limit: Int) -> OutboundError {
        switch error {
        case is CancellationError: return OutboundError(.cancelled, "The call was given up.")
        case is NIOTooManyBytesError:
            return OutboundError(.tooLarge, "The answer is larger than \(limit) bytes.")
        case let error as HTTPClientError: return reason(error)
        case is NIOSSLExtraError:
            return OutboundError(.certificate, "The server's certificate is not made out to its name.")
        case let error as NIOSSLError:
            return "\(error)".contains("CERTIFICATE_VERIFY_FAILED")
                ? OutboundError(
                    .certificate,
                    "The server's certificate is not trusted: expired, self-made or of an unknown authority.")
                : OutboundError(.connection, "The TLS handshake failed.")
        case is HTTPParserError:
            return OutboundError(.badAnswer, "The answer is not HTTP.")
        case let error as IOError:
            return OutboundError(.connection, "The connection failed (error \(error.errnoCode)).")
        case is NIOConnectionError:
            return OutboundError(.connection, "The server cannot be reached, or its name is unknown.")
        default:
            return OutboundError(.connection, "The connection failed (\(type(of: error))).")
        }
    }

    private static func reason(_ error: HTTPClientError) -> OutboundError {
        switch error {
        case .cancelled: OutboundError(.cancelled, "The call was given up.")
        case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath:
            OutboundError(.badRequest, "The URL is none that could be called.")
        case .connectTimeout, .readTimeout, .writeTimeout, .tlsHandshakeTimeout, .deadlineExceeded,
            .getConnectionFromPoolTimeout:
            OutboundError(.timedOut, "The server did not answer in time.")
        case .remoteConnectionClosed: OutboundError(.connection, "The server closed the connection.")
        default:
            error.shortDescription.contains("eader")
                ? OutboundError(.badRequest, "A header has characters that HTTP does not allow: is a key cut in two?")
                : OutboundError(.badAnswer, "The exchange with the server failed (\(error.shortDescription)).")
        }
    }
}
