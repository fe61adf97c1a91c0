import Vocabulary

/// How far a reader of records came in the bytes that it was lent.
enum RecordProgress {
    /// There are frames in the batch, or the batch is full.
    case ready
    /// Not one whole record is left: lend more bytes, beginning at the cursor.
    case needsMore
    /// There is nothing more to read, for the reason that the reader's `loss` gives, if any.
    case ended
}

/// Bounds that hold for every capture file, whatever it claims.
enum CaptureLimits {
    /// Longest frame (libpcap's own bound). A longer one is taken for a corrupt length.
    static let frame = 262_144
    /// Longest pcapng block that is read; others are stepped over.
    static let block = 1 << 20
    /// The last moment that classic pcap can write: 2106-02-07 06:28:15.999999999 UTC.
    static let latest: Int64 = 4_294_967_295_999_999_999
}

extension LinkType {
    /// The file's number for a link type, with the old numbers of raw IP (some writers put the system's own there) set right.
    init(file number: UInt32) {
        let low = UInt16(truncatingIfNeeded: number)
        self.init(rawValue: low == 12 || low == 14 ? LinkType.rawIP.rawValue : low)
    }
}
