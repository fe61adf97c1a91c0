import Bedrock
package import Vocabulary

extension Decoder {
    /// What an ICMP or ICMPv6 echo carries, measured rather than kept; nil for other packets.
    ///
    /// Reads at most `echoLimit` bytes of the payload. Entropy is Shannon's, -Σ p log2 p over byte values.
    /// Payloads that `memory` knows are not measured anew.
    package static func echo(_ bytes: RawSpan, _ facts: borrowing PacketFacts, _ memory: inout EchoMemory) -> EchoFact?
    {
        guard facts.marks.contains(.hasTransport), !facts.marks.contains(.laterFragment) else { return nil }
        let isRequest: Bool
        switch (facts.transport, facts.icmpType) {
        case (.icmp, 8), (.icmpv6, 128): isRequest = true
        case (.icmp, 0), (.icmpv6, 129): isRequest = false
        default: return nil
        }
        let at = facts.payloadOffset
        let end = at + min(Int(facts.capturedPayload), echoLimit)
        guard at >= 8, end <= bytes.byteCount else { return nil }
        let payload = bytes.extracting(at..<end)
        let digest = digest(payload)
        let (entropy, isOrdinary) = memory.measure(payload, digest: digest, second: facts.timestamp.second)
        return EchoFact(
            isRequest: isRequest, identifier: facts.echoIdentifier, sequence: bytes.u16(at - 2),
            length: facts.payloadLength, digest: digest, entropy: entropy, isOrdinary: isOrdinary)
    }

    /// Payload bytes of an echo that are measured: more than any ordinary frame holds.
    package static var echoLimit: Int { 9216 }

    /// Equal payloads, equal digests (a multiply-and-fold over eight bytes at a time; fixed seed, so it is the same in
    /// every run).
    private static func digest(_ bytes: RawSpan) -> UInt64 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.byteCount)
        var at = 0
        while at < bytes.byteCount {
            var word: UInt64 = 0
            if at + 8 <= bytes.byteCount {
                word = bytes.u64(at)
                at += 8
            } else {
                while at < bytes.byteCount {
                    word = word << 8 | UInt64(bytes.u8(at))
                    at += 1
                }
            }
            let product = (state ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
            state = product.high ^ product.low ^ word
        }
        return state
    }
}
