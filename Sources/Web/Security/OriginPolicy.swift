/// Decides whether a page may act in the person's name: only our own page may.
///
/// Browsers send `Origin` with every request that changes something and with every WebSocket; programs send none. A
/// cookie is attached by the browser whichever page asks, so with a cookie the origin must be there and be ours; with a
/// bearer token, which no foreign page knows, it may be missing.
package struct OriginPolicy: Sendable {
    private let scheme: String

    package init(hasTLS: Bool) { scheme = hasTLS ? "https" : "http" }

    /// - Parameters:
    ///   - origin: the `Origin` header.
    ///   - host: the `Host` header, already allowed by `HostPolicy`.
    ///   - byCookie: whether the caller is known by a cookie.
    package func allows(origin: String?, host: String, byCookie: Bool) -> Bool {
        guard let origin else { return !byCookie }
        return origin.lowercased() == "\(scheme)://\(host.lowercased())"
    }
}
