import CMaxMind

/// One mmdb file (MaxMind DB 2.0), opened and mapped: what it says of an address, member by member.
///
/// The library checks every offset against the file; a damaged file answers nothing. Looking up changes nothing, so several threads
/// may do it at once. Somebody who cuts the file while it is open ends the process, as with any mapping: replace it by renaming.
@safe
public final class GeoDatabase: Sendable {
    // SAFETY: written once in `init`, only read afterwards, closed once in `deinit`.
    private nonisolated(unsafe) let database: UnsafeMutablePointer<MMDB_s>  // safe: read-only after init
    /// Such as `GeoLite2-City`; bounded.
    public let type: String
    /// When it was made, in seconds since 1970.
    public let built: UInt64

    public init(path: String) throws(BedrockError) {
        var status: Int32 = 0
        // SAFETY: the path lives for the call; what is opened is closed in `deinit`.
        guard let opened = unsafe ns_geo_open(path, &status) else {
            let reason = unsafe String(cString: MMDB_strerror(status))
            throw BedrockError(.io, "Could not open \(path) as an mmdb file: \(reason)")
        }
        unsafe database = opened
        // SAFETY: a terminated string that the library keeps as long as the file is open.
        type = String(unsafe String(cString: ns_geo_type(opened)).prefix(80))
        built = unsafe ns_geo_built(opened)
    }

    deinit { unsafe ns_geo_close(database) }

    /// The record of an address, its halves in host order; nil where there is none. IPv6 addresses are unknown to a file of IPv4.
    public func record(high: UInt64, low: UInt64, isV4: Bool) -> Record? {
        var entry = unsafe MMDB_entry_s()
        // SAFETY: the file stays open while `self` lives, and the record keeps it.
        guard unsafe ns_geo_find(database, high, low, isV4, &entry) else { return nil }
        return unsafe Record(entry: entry, owner: self)
    }

    /// What is known of one address. Keeps the file open.
    @safe
    public struct Record {
        private let entry: MMDB_entry_s
        private let owner: GeoDatabase

        fileprivate init(entry: MMDB_entry_s, owner: GeoDatabase) {
            unsafe self.entry = unsafe entry
            self.owner = owner
        }

        /// A text, such as that of `country`, `iso_code`; at most 200 bytes of it.
        public func text(_ first: String, _ second: String? = nil, _ third: String? = nil) -> String? {
            var size: UInt32 = 0
            // SAFETY: the library checked that so many bytes lie in the file, which `owner` keeps mapped while they are copied.
            guard let start = unsafe ns_geo_text(entry, first, second, third, &size) else { return nil }
            let bytes = unsafe UnsafeRawBufferPointer(start: start, count: Int(min(size, 200)))
            return withExtendedLifetime(owner) { unsafe String(decoding: bytes, as: UTF8.self) }
        }

        /// A whole number, such as `autonomous_system_number`.
        public func number(_ first: String, _ second: String? = nil) -> UInt64? {
            var number: UInt64 = 0
            return unsafe ns_geo_number(entry, first, second, nil, &number) ? number : nil
        }
    }
}
