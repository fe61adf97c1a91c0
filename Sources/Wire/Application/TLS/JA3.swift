import Crypto

/// JA3 and JA3S: MD5 over the numbers of a hello in decimal (the published definition of salesforce/ja3).
///
/// Fields are separated by commas, numbers of a list by hyphens; GREASE is left out. What fools it: clients that shuffle their
/// extensions, as browsers do, have another JA3 at each connection.
enum JA3 {
    /// Version, ciphers, extensions, groups, point formats.
    static func client(_ lists: TLSHelloLists) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(6 * (lists.ciphers.count + lists.extensions.count + lists.groups.count) + 32)
        append(lists.legacyVersion, to: &text)
        append(lists.ciphers, to: &text)
        append(lists.extensions, to: &text)
        append(lists.groups, to: &text)
        append(lists.pointFormats.lazy.map(UInt16.init), to: &text)
        return hexText(Insecure.MD5.hash(data: text))
    }

    /// Version, cipher, extensions, in one list.
    static func server(_ numbers: [UInt16]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(6 * numbers.count + 16)
        append(numbers[0], to: &text)
        append(numbers[1..<2], to: &text)
        append(numbers[2...], to: &text)
        return hexText(Insecure.MD5.hash(data: text))
    }

    private static func append(_ list: some Sequence<UInt16>, to text: inout [UInt8]) {
        var separator = UInt8(ascii: ",")
        for number in list {
            text.append(separator)
            append(number, to: &text)
            separator = UInt8(ascii: "-")
        }
        if separator == UInt8(ascii: ",") { text.append(separator) }
    }

    private static func append(_ number: UInt16, to text: inout [UInt8]) {
        var divisor: UInt16 =
            number >= 10_000 ? 10_000 : number >= 1000 ? 1000 : number >= 100 ? 100 : number >= 10 ? 10 : 1
        while divisor > 0 {
            text.append(48 + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}
