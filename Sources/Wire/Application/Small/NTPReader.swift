import Bedrock
package import Vocabulary

/// Reads an NTP message (RFC 5905), or a control (mode 6, RFC 9327) or private (mode 7, ntpd) one.
///
/// Nil for lengths and versions that no such message has.
package func readNTP(_ bytes: RawSpan) -> NTPMessage? {
    guard bytes.byteCount >= 8 else { return nil }
    let first = bytes.u8(0)
    let mode = first & 7
    let version = first >> 3 & 7
    guard (1...4).contains(version) else { return nil }
    var message = NTPMessage(
        mode: mode, version: version, stratum: 0, requestCode: 0, size: UInt32(truncatingIfNeeded: bytes.byteCount))
    switch mode {
    case 6:
        guard bytes.byteCount >= 12 else { return nil }
        message.requestCode = bytes.u8(1) & 0x1F
    case 7: message.requestCode = bytes.u8(3)
    default:
        guard bytes.byteCount >= 48 else { return nil }
        message.stratum = bytes.u8(1)
    }
    return message
}
