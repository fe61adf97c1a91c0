import Bedrock
package import Vocabulary

/// Reads the head of an SNMP message: version, operation, and whether the community is one that everybody knows.
///
/// RFC 1157, 3416 and 3412. Nil when it is none. Of an encrypted version 3 message the operation is 255.
package func readSNMP(_ bytes: RawSpan) -> SNMPMessage? {
    var whole = DERCursor(bytes)
    guard var message = whole.next(bytes, tag: 0x30), let number = message.next(bytes, tag: 0x02),
        number.range.count == 1
    else { return nil }
    let version = bytes.u8(number.range.lowerBound)
    switch version {
    case 0, 1:
        guard let community = message.next(bytes, tag: 0x04), let tag = message.peek(bytes), tag & 0xE0 == 0xA0
        else { return nil }
        let isDefault =
            bytes.isText("public", in: community.range) || bytes.isText("private", in: community.range)
        return SNMPMessage(version: version, operation: tag & 0x1F, usesDefaultCommunity: isDefault)
    case 3:
        guard message.next(bytes, tag: 0x30) != nil, message.next(bytes, tag: 0x04) != nil else { return nil }
        var operation: UInt8 = 255
        if var scoped = message.next(bytes, tag: 0x30), scoped.next(bytes, tag: 0x04) != nil,
            scoped.next(bytes, tag: 0x04) != nil, let tag = scoped.peek(bytes), tag & 0xE0 == 0xA0
        {
            operation = tag & 0x1F
        }
        return SNMPMessage(version: version, operation: operation, usesDefaultCommunity: false)
    default: return nil
    }
}
