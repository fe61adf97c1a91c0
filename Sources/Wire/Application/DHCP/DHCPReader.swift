import Bedrock
package import Vocabulary

/// Reads a DHCPv4 or BOOTP message (RFC 2131, RFC 951), options that spilled into `sname` and `file` included.
///
/// Nil when it is neither: shorter than the fixed part, an operation other than request and reply, or a hardware address
/// longer than its field. Options end where they are damaged. The caller knows the frame and sets `frameSource`.
/// Bounds: 8 name servers, 64 parameters.
package func readDHCP(_ bytes: RawSpan) -> DHCPMessage? {
    guard bytes.byteCount >= 236 else { return nil }
    let operation = bytes.u8(0)
    guard operation == 1 || operation == 2, bytes.u8(2) <= 16 else { return nil }
    var message = DHCPMessage()
    message.isReply = operation == 2
    message.transaction = bytes.u32(4)
    message.clientAddress = IPAddress(v4: bytes.u32(12))
    message.yourAddress = IPAddress(v4: bytes.u32(16))
    message.relay = IPAddress(v4: bytes.u32(24))
    if bytes.u8(2) == 6 { message.clientMAC = MACAddress(bits: bytes.u64(28) >> 16) }
    guard bytes.byteCount >= 240, bytes.u32(236) == 0x6382_5363 else { return message }

    var overload: UInt8 = 0
    readOptions(bytes, 240..<bytes.byteCount, &message, &overload)
    if overload & 1 != 0 { readOptions(bytes, 108..<236, &message, &overload) }
    if overload & 2 != 0 { readOptions(bytes, 44..<108, &message, &overload) }
    return message
}

/// Reads options up to the end mark, the end of `range`, or one whose length lies.
private func readOptions(
    _ bytes: RawSpan, _ range: Range<Int>, _ message: inout DHCPMessage, _ overload: inout UInt8
) {
    var at = range.lowerBound
    while at < range.upperBound {
        let code = bytes.u8(at)
        if code == 0 {
            at += 1
            continue
        }
        guard code != 255, at + 2 <= range.upperBound else { return }
        let length = Int(bytes.u8(at + 1))
        guard at + 2 + length <= range.upperBound else { return }
        let value = at + 2..<at + 2 + length
        if code == 52 && length == 1 {
            overload = bytes.u8(value.lowerBound)
        } else {
            readOption(bytes, code, value, &message)
        }
        at = value.upperBound
    }
}

private func readOption(_ bytes: RawSpan, _ code: UInt8, _ value: Range<Int>, _ message: inout DHCPMessage) {
    let address = value.count >= 4 ? IPAddress(v4: bytes.u32(value.lowerBound)) : nil
    switch code {
    case 3: message.router = address
    case 6:
        message.dnsServers = stride(from: value.lowerBound, to: value.upperBound - 3, by: 4).prefix(8)
            .map { IPAddress(v4: bytes.u32($0)) }
    case 12: message.hostname = wireText(bytes, value)
    case 50: message.requestedAddress = address
    case 51: message.leaseSeconds = value.count == 4 ? bytes.u32(value.lowerBound) : nil
    case 53 where value.count == 1:
        message.kind = DHCPMessage.Kind(rawValue: bytes.u8(value.lowerBound)) ?? .bootp
    case 54: message.serverIdentifier = address
    case 55: message.parameterList = value.prefix(64).map { bytes.u8($0) }
    case 60: message.vendorClass = wireText(bytes, value)
    case 81 where value.count > 3 && message.hostname.isEmpty && bytes.u8(value.lowerBound) & 4 == 0:
        // A fully qualified name (RFC 4702) in plain text, behind flags and two result codes.
        message.hostname = wireText(bytes, value.lowerBound + 3..<value.upperBound)
    default: break
    }
}
