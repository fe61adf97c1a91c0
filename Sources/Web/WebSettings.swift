import Bedrock
package import Vocabulary

/// How the web service is set up.
package struct WebSettings: Sendable {
    package enum Transport: Sendable {
        case plain
        /// Own certificate and key, PEM.
        case files(certificate: String, key: String)
        /// Made at the first start and kept in this folder.
        case selfSigned(folder: String)
    }

    package var host = "127.0.0.1"
    /// 0: any free one.
    package var port = 8_000
    package var transport = Transport.plain
    /// Further names by which people reach it, for the Host check.
    package var names: [String] = []
    /// Whether `/metrics` answers without a token. Only ever on loopback.
    package var openMetrics = false
    package var sessionLifetime: Duration = .seconds(12 * 3_600)
    /// Where uploads are written, made when it is not there; without one there are none.
    package var uploadFolder: String?
    package var uploadMaximum = 4 * 1_024 * 1_024 * 1_024
    package var limits = ConnectionLimits()
    package var version = ""
    /// The wall clock, for tokens, sessions and the audit log.
    package var now: @Sendable () -> Timestamp = { Timestamp(nanoseconds: WallClock.nanoseconds) }

    package init() {}

    package var hasTLS: Bool {
        if case .plain = transport { false } else { true }
    }
}
