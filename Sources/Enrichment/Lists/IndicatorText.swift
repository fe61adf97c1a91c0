import Vocabulary

/// One entry of a list as text: address, block, domain, JA3 or JA4, also defanged (`1.2.3[.]4`, `hxxp://`), with a port, or as the
/// address of a site without a page.
enum IndicatorText {
    enum Reading: Sendable, Equatable {
        case block(AddressBlock)
        case domain([UInt8])
        case fingerprint([UInt8])
        case fault(ListFault)
    }
    /// No longer than a name may be, with the scheme before it and a port behind.
    private static let cap = 300

    static func read(_ bytes: ArraySlice<UInt8>) -> Reading {
        if let bits = dotted(bytes) { return address(IPAddress(v4: bits)) }
        var text = trimmed(bytes)
        guard !text.isEmpty else { return .fault(.unreadable) }
        guard text.count <= cap else { return .fault(hasScheme(text) ? .pageAddress : .unreadable) }
        if text.contains(UInt8(ascii: "[")) || text.contains(UInt8(ascii: "(")) { text = refanged(text) }
        if let fault = strip(scheme: &text) { return .fault(fault) }
        return plain(text)
    }

    private static func plain(_ text: ArraySlice<UInt8>) -> Reading {
        let colons = text.reduce(0) { $0 + ($1 == UInt8(ascii: ":") ? 1 : 0) }
        if colons == 1, let end = text.firstIndex(of: UInt8(ascii: ":")) {
            let port = text[(end + 1)...]
            guard (1...5).contains(port.count), port.allSatisfy({ (48...57).contains($0) }) else {
                return .fault(.unreadable)
            }
            return plain(text[..<end])
        }
        if colons > 1 || text.contains(UInt8(ascii: "/")) || dotted(text) != nil { return number(text) }
        let small = text.map { $0 &- 65 < 26 ? $0 | 32 : $0 }
        if isFingerprint(small) { return .fingerprint(small) }
        return name(small)
    }

    private static func number(_ text: ArraySlice<UInt8>) -> Reading {
        var text = text
        // [2001:db8::1]:443 without its brackets lost them above; a zone names a link.
        if text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) {
            text = text[(text.startIndex + 1)..<end]
        }
        guard let block = AddressBlock(String(decoding: text, as: UTF8.self)) else { return .fault(.unreadable) }
        if block.prefix == 128 { return address(block.base) }
        if Reserved.overlaps(block) { return .fault(.reservedAddress) }
        guard block.prefix >= (block.base.isV4 ? 96 + 8 : 16) else { return .fault(.wideBlock) }
        return Reserved.holdsCommonGood(block) ? .fault(.commonGood) : .block(block)
    }

    private static func address(_ address: IPAddress) -> Reading {
        if Reserved.contains(address) { return .fault(.reservedAddress) }
        if Reserved.resolvers.contains(address) { return .fault(.commonGood) }
        guard let block = AddressBlock(address, prefix: address.isV4 ? 32 : 128) else { return .fault(.unreadable) }
        return .block(block)
    }

    /// `||x^` of ad blockers, `*.x`, `.x` and `x.` all mean the domain.
    private static func name(_ small: [UInt8]) -> Reading {
        var text = small[...]
        if text.starts(with: [124, 124]) { text = text.dropFirst(2) }
        if text.last == UInt8(ascii: "^") { text = text.dropLast() }
        if text.starts(with: [42, 46]) { text = text.dropFirst(2) }
        if text.first == UInt8(ascii: ".") { text = text.dropFirst() }
        if text.last == UInt8(ascii: ".") { text = text.dropLast() }
        guard (1...253).contains(text.count) else { return .fault(.unreadable) }
        var label = 0
        var labels = 1
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard label > 0 else { return .fault(.unreadable) }
                label = 0
                labels += 1
                continue
            }
            label += 1
            let isLetter = byte &- 97 < 26
            let isOther = byte &- 48 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            guard isLetter || isOther, label <= 63 else { return .fault(.unreadable) }
        }
        guard label > 0, text.suffix(label).contains(where: { $0 &- 97 < 26 }) else { return .fault(.unreadable) }
        if let fault = Reserved.fault(ofName: Array(text), labels: labels, last: label) { return .fault(fault) }
        return .domain(Array(text))
    }

    /// JA3: 32 hexadecimal digits. JA4: ten characters and twice twelve hexadecimal digits.
    private static func isFingerprint(_ text: [UInt8]) -> Bool {
        func isHex(_ byte: UInt8) -> Bool { byte &- 48 < 10 || byte &- 97 < 6 }
        if text.count == 32 { return text.allSatisfy(isHex) }
        guard text.count == 36, text[10] == UInt8(ascii: "_"), text[23] == UInt8(ascii: "_"),
            text[0] == UInt8(ascii: "t") || text[0] == UInt8(ascii: "q") || text[0] == UInt8(ascii: "d")
        else { return false }
        return text[11..<23].allSatisfy(isHex) && text[24...].allSatisfy(isHex)
    }

    /// Four numbers and three dots, nothing else.
    static func dotted(_ text: ArraySlice<UInt8>) -> UInt32? {
        guard (7...15).contains(text.count) else { return nil }
        var bits: UInt32 = 0
        var part: UInt32 = 0
        var digits = 0
        var dots = 0
        for byte in text {
            if byte &- 48 < 10 {
                part = part * 10 + UInt32(byte - 48)
                digits += 1
                guard digits <= 3, part <= 255 else { return nil }
            } else {
                guard byte == UInt8(ascii: "."), digits > 0, dots < 3 else { return nil }
                bits = bits << 8 | part
                (part, digits, dots) = (0, 0, dots + 1)
            }
        }
        return dots == 3 && digits > 0 ? bits << 8 | part : nil
    }

    private static func hasScheme(_ text: ArraySlice<UInt8>) -> Bool {
        text.prefix(12).contains(UInt8(ascii: ":")) && text.prefix(12).contains(UInt8(ascii: "/"))
    }

    /// Takes `http://` and what ends a host off; a fault where a page is meant.
    private static func strip(scheme text: inout ArraySlice<UInt8>) -> ListFault? {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), text[colon...].starts(with: [58, 47, 47]) else {
            return nil
        }
        text = text[(colon + 3)...]
        guard let slash = text.firstIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }) else {
            return nil
        }
        let page = text[(slash + 1)...]
        text = text[..<slash]
        return page.isEmpty ? nil : .pageAddress
    }

    private static func refanged(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        // The brackets of an IPv6 address with a port stay: there is more than a dot between them.
        if text.first == UInt8(ascii: "["), text.count > 4, let end = text.firstIndex(of: UInt8(ascii: "]")) {
            let inside = text[(text.startIndex + 1)..<end]
            if inside.contains(UInt8(ascii: ":")) { return inside }
        }
        return Array(text.filter { ![91, 93, 40, 41].contains($0) })[...]
    }

    /// Without spaces and quotes at its ends.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte <= 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
        var text = bytes
        while let first = text.first, isBlank(first) { text = text.dropFirst() }
        while let last = text.last, isBlank(last) { text = text.dropLast() }
        return text
    }
}
