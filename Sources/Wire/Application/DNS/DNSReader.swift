import Bedrock
package import Vocabulary

/// Reads one DNS, mDNS, LLMNR or NBNS message (RFC 1035, 6762, 4795, 1002): the header, the first question, the answers.
///
/// Nil when there is no header, or one that no such message has (an undefined opcode, more than 255 questions). What
/// follows a damaged part is not read; `isMalformed` tells. Authority and additional records are passed over.
/// Bounds: 16 answers and one question are decoded, at most 33 names of 255 bytes.
package func readDNS(_ bytes: RawSpan, variant: DNSVariant, overTCP: Bool = false) -> DNSMessage? {
    var memory = TextMemory.none
    return readDNS(bytes, variant: variant, overTCP: overTCP, &memory)
}

/// The same; names that `memory` knows are not made anew.
func readDNS(
    _ bytes: RawSpan, variant: DNSVariant, overTCP: Bool = false, _ memory: inout TextMemory
) -> DNSMessage? {
    var message = DNSFields()
    message.variant = variant
    message.overTCP = overTCP
    guard fill(&message, bytes, &memory) else { return nil }
    return DNSMessage(message)
}

/// Filled where it lies: a value that is put together and then returned is copied, references counted (Swift 6.3). False where it is no message.
@inline(never)
private func fill(_ message: inout DNSFields, _ bytes: RawSpan, _ memory: inout TextMemory) -> Bool {
    guard bytes.byteCount >= 12 else { return false }
    let flags = bytes.u16(2)
    let questions = bytes.u16(4)
    let variant = message.variant
    message.opcode = UInt8(truncatingIfNeeded: flags >> 11 & 0xF)
    guard questions <= 255, variant == .nbns || message.opcode <= 6 else { return false }
    message.id = bytes.u16(0)
    message.isResponse = flags & 0x8000 != 0
    message.responseCode = UInt8(truncatingIfNeeded: flags & 0xF)
    message.isAuthoritative = variant != .llmnr && flags & 0x0400 != 0
    message.isTruncated = flags & 0x0200 != 0
    message.answerCount = bytes.u16(6)
    message.size = UInt32(truncatingIfNeeded: bytes.byteCount)
    message.isMalformed = !readSections(&message, bytes, questions, &memory)
    return true
}

/// The first question and the answers; false where they are damaged.
private func readSections(
    _ message: inout DNSFields, _ bytes: RawSpan, _ questions: UInt16, _ memory: inout TextMemory
) -> Bool {
    var names = DNSNameDecoder(isNetBIOS: message.variant == .nbns, readsOne: message.answerCount == 0)
    var at = 12
    if questions > 0 {
        guard let question = names.read(bytes, at: at, &memory), question.next + 4 <= bytes.byteCount else {
            return false
        }
        message.name = question.name
        message.nameSize = UInt16(truncatingIfNeeded: question.size)
        message.type = bytes.u16(question.next)
        at = question.next + 4
    }
    for _ in 1..<max(1, questions) {
        guard let next = DNSNameDecoder.skip(bytes, at: at), next + 4 <= bytes.byteCount else { return false }
        at = next + 4
    }
    let kept = min(Int(message.answerCount), 16)
    guard kept > 0 else { return true }
    message.answers.reserveCapacity(kept)
    for _ in 0..<kept {
        message.answers.append(DNSAnswer(name: "", type: 0, ttl: 0, address: nil, text: "", size: 0))
        guard fill(&message.answers[message.answers.count - 1], bytes, &at, &names, &memory) else {
            message.answers.removeLast()
            return false
        }
    }
    return true
}

/// Reads one answer and moves `at` behind it.
@inline(never)
private func fill(
    _ answer: inout DNSAnswer, _ bytes: RawSpan, _ at: inout Int, _ names: inout DNSNameDecoder,
    _ memory: inout TextMemory
) -> Bool {
    guard let owner = names.read(bytes, at: at, &memory), owner.next + 10 <= bytes.byteCount else { return false }
    let fixed = owner.next
    let type = bytes.u16(fixed)
    let size = bytes.u16(fixed + 8)
    let start = fixed + 10
    let end = start + Int(size)
    guard end <= bytes.byteCount else { return false }
    answer.name = owner.name
    answer.type = type
    answer.ttl = bytes.u32(fixed + 4)
    answer.size = size
    switch (type, size) {
    case (1, 4):
        answer.address = IPAddress(v4: bytes.u32(start))
    case (28, 16):
        answer.address = IPAddress(high: bytes.u64(start), low: bytes.u64(start + 8))
    case (2, _), (5, _), (12, _), (39, _):
        answer.text = names.read(bytes, at: start, &memory)?.name ?? ""
    case (15, 3...):
        answer.text = names.read(bytes, at: start + 2, &memory)?.name ?? ""
    case (33, 7...):
        answer.text = names.read(bytes, at: start + 6, &memory)?.name ?? ""
    case (16, _):
        answer.text = readText(bytes.extracting(start..<end))
    case (32, 6...) where names.isNetBIOS:
        answer.address = IPAddress(v4: bytes.u32(start + 2))
    default: break
    }
    at = end
    return true
}

/// The character strings of a TXT record, put together.
private func readText(_ data: RawSpan) -> String {
    var joined: [UInt8] = []
    var at = 0
    while at < data.byteCount, joined.count < 255 {
        let length = min(Int(data.u8(at)), data.byteCount - at - 1)
        if at == 0 && length == data.byteCount - 1 { return wireText(data, 1..<data.byteCount) }
        for offset in at + 1..<at + 1 + length { joined.append(data.u8(offset)) }
        at += 1 + length
    }
    return joined.withBytes { wireText($0) }
}
