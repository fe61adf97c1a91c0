internal import Foundation
internal import GRDB
import Vocabulary

/// How our values stand in columns.
extension IPAddress {
    /// An integer for IPv4, 16 bytes for IPv6: integers sort before blobs, and each in the order of addresses.
    var column: DatabaseValue { isV4 ? Int64(v4Bits).databaseValue : Data(bytes).databaseValue }

    init?(column: DatabaseValue) {
        if let bits = Int64.fromDatabaseValue(column) {
            self.init(v4: UInt32(truncatingIfNeeded: bits))
        } else if let bytes = Data.fromDatabaseValue(column), bytes.count == 16 {
            self.init(
                high: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
                low: bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) })
        } else {
            return nil
        }
    }
}

extension AddressBlock {
    /// The last address in it.
    var last: IPAddress {
        let free = 128 - Int(prefix)
        let low = free >= 64 ? UInt64.max : (UInt64(1) << UInt64(free)) - 1
        let high = free <= 64 ? 0 : free >= 128 ? UInt64.max : (UInt64(1) << UInt64(free - 64)) - 1
        return IPAddress(high: base.high | high, low: base.low | low)
    }
}

extension UInt64 {
    /// What SQLite can hold; counters never get there.
    var column: Int64 { Int64(clamping: self) }
    init(column: Int64) { self = UInt64(clamping: column) }
}

extension String {
    /// C strings end at NUL, and SQLite's functions with them: what a capture hides behind one must not be lost.
    var storable: String {
        utf8.contains(0) ? String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })) : self
    }
}

/// JSON in columns.
enum RecordJSON {
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
