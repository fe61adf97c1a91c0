/// Cuts an IPv4 packet (starting at its own header, options excluded) into fragments of at most `size` payload bytes each.
///
/// `size` is rounded down to a multiple of 8. Lengths and header checksums of the pieces are right.
package func fragments(ofIPv4 packet: [UInt8], size: Int) -> [[UInt8]] {
    let unit = size / 8 * 8
    precondition(unit > 0 && packet.count >= 20, "fragments need at least 8 bytes each and a whole header")
    let header = packet[..<20]
    let payload = packet[20...]
    return stride(from: 0, to: payload.count, by: unit)
        .map { offset in
            let part = payload[(20 + offset)..<min(payload.endIndex, 20 + offset + unit)]
            var piece = Array(header)
            let more: UInt16 = 20 + offset + part.count < packet.count ? 0x2000 : 0
            piece.patch16(UInt16(20 + part.count), at: 2)
            piece.patch16(more | UInt16(offset / 8), at: 6)
            piece.patch16(0, at: 10)
            var sum = InternetChecksum()
            sum.add(piece, from: 0, to: 20)
            piece.patch16(sum.value, at: 10)
            return piece + part
        }
}
