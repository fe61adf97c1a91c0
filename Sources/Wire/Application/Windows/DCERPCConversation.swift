import Bedrock
import Vocabulary

/// One DCE/RPC association (C706, 12.6; MS-RPCE), over TCP or a named pipe: which interfaces are bound and what is called.
///
/// Tells each bind, each request with its operation number, each fault; operations stay in clear when the content is sealed. Later
/// fragments of a request are passed over by their length. The same operation is told at most eight times.
/// Bounds: 2 KiB of a packet are kept, 32 contexts, 16 calls that wait for an answer, 64 operations.
struct DCERPCConversation {
    private struct Context {
        var id: UInt16
        var interface: String
    }
    private struct Call {
        var id: UInt32
        var interface: String
        var operation: UInt16
    }
    private struct Operation: Equatable {
        var context: UInt16
        var number: UInt16
        var told: UInt8 = 0
    }

    private let overPipe: Bool
    private var client = MessageAccumulator(keep: 2048)
    private var server = MessageAccumulator(keep: 64)
    private var contexts: [Context] = []
    private var calls: [Call] = []
    private var operations: [Operation] = []

    init(overPipe: Bool) { self.overPipe = overPipe }

    /// Takes bytes of one side; false when they are no DCE/RPC.
    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> Bool {
        var offset = 0
        if fromClient {
            while client.next(bytes, &offset, extent: Self.extent) {
                let message = client.message
                message.withBytes { request($0, into: &sink) }
            }
            return !client.isInvalid
        }
        while server.next(bytes, &offset, extent: Self.extent) {
            let message = server.message
            message.withBytes { answer($0, into: &sink) }
        }
        return !server.isInvalid
    }

    /// Bytes of one side that will not come. Packets mostly begin with a segment, and their mark is checked. Of a request whose end is
    /// missing (a task's description is some kilobytes long, of which SMB keeps two) the head is enough.
    mutating func lose(_ count: Int, fromClient: Bool, into sink: inout FactSink) {
        if fromClient {
            if client.completes(losing: count) {
                let message = client.message
                message.withBytes { request($0, into: &sink) }
            } else if !client.lose(count) {
                client.restart()
            }
        } else if !server.lose(count) {
            server.restart()
        }
    }

    private static func extent(_ header: RawSpan) -> MessageAccumulator.Extent {
        guard header.u8(0) == 5 else { return .invalid }
        guard header.byteCount >= 10 else { return .unknown }
        let length = Int(Self.u16(header, 8))
        return header.u8(1) <= 1 && header.u8(2) <= 20 && length >= 16 ? .bytes(length) : .invalid
    }

    /// Little-endian unless the data representation says otherwise.
    private static func u16(_ bytes: RawSpan, _ offset: Int) -> UInt16 {
        bytes.u8(4) & 0x10 == 0 ? bytes.u16(offset) : bytes.u16LE(offset)
    }

    private static func u32(_ bytes: RawSpan, _ offset: Int) -> UInt32 {
        bytes.u8(4) & 0x10 == 0 ? bytes.u32(offset) : bytes.u32LE(offset)
    }

    private mutating func request(_ bytes: RawSpan, into sink: inout FactSink) {
        guard bytes.byteCount >= 24 else { return }
        switch bytes.u8(2) {
        case 11, 14: bind(bytes, into: &sink)
        case 0 where bytes.u8(3) & 1 == 1: call(bytes, into: &sink)
        default: break
        }
    }

    /// Presentation contexts: number, then each with its id, its interface and the ways to represent data.
    private mutating func bind(_ bytes: RawSpan, into sink: inout FactSink) {
        guard bytes.byteCount >= 28 else { return }
        var at = 28
        var told: [String] = []
        for _ in 0..<min(bytes.u8(24), 32) {
            guard at + 24 <= bytes.byteCount else { return }
            let id = Self.u16(bytes, at)
            let interface = Self.uuid(bytes, at + 4)
            contexts.removeAll { $0.id == id }
            if contexts.count == 32 { contexts.removeFirst() }
            contexts.append(Context(id: id, interface: interface))
            if !told.contains(interface) {
                told.append(interface)
                tell(.bind, interface, 0, into: &sink)
            }
            at += 24 + 20 * Int(bytes.u8(at + 2))
        }
    }

    private mutating func call(_ bytes: RawSpan, into sink: inout FactSink) {
        let context = Self.u16(bytes, 20)
        let operation = Self.u16(bytes, 22)
        var interface = contexts.first { $0.id == context }?.interface ?? ""
        if interface.isEmpty, Self.invokes(bytes, operation) { interface = Self.dispatch }
        if interface.isEmpty, overPipe, Self.createsService(bytes, operation) { interface = Self.services }
        if calls.count == 16 { calls.removeFirst() }
        calls.append(Call(id: Self.u32(bytes, 12), interface: interface, operation: operation))
        if let known = operations.firstIndex(where: { $0.context == context && $0.number == operation }) {
            guard operations[known].told < 8 else { return }
            operations[known].told += 1
        } else {
            if operations.count == 64 { operations.removeFirst() }
            operations.append(Operation(context: context, number: operation, told: 1))
        }
        tell(.request, interface, operation, into: &sink)
    }

    private static var dispatch: String { "00020400-0000-0000-c000-000000000046" }

    /// A call of `IDispatch::Invoke` ([MS-OAUT] 3.1.4.4) known by its arguments, where the bind was not seen: an object's id, the header
    /// of object calls ([MS-DCOM] 2.2.13.3, version 5.x), then the member, an interface id of zeros, a locale and flags.
    private static func invokes(_ bytes: RawSpan, _ operation: UInt16) -> Bool {
        guard operation == 6, bytes.u8(3) & 0x80 != 0, bytes.u8(4) & 0x10 != 0, bytes.byteCount >= 104 else {
            return false
        }
        let isObjectCall = bytes.u16LE(40) == 5 && (1...7).contains(bytes.u16LE(42))
        let isZero = bytes.u64(76) == 0 && bytes.u64(84) == 0
        return isObjectCall && isZero && (1...15).contains(bytes.u32LE(96))
    }

    private static var services: String { "367abb81-9844-35f1-ad32-98f038001003" }

    /// `RCreateServiceW` ([MS-SCMR] 3.1.4.12) known by its arguments, where the bind was not seen: the manager's handle (20 bytes), then the
    /// service's name as a counted UTF-16 string from offset 0 that ends in a zero.
    private static func createsService(_ bytes: RawSpan, _ operation: UInt16) -> Bool {
        guard operation == 12, bytes.u8(3) & 0x80 == 0, bytes.u8(4) & 0x10 != 0, bytes.byteCount >= 64 else {
            return false
        }
        let (most, offset, count) = (bytes.u32LE(44), bytes.u32LE(48), Int(bytes.u32LE(52)))
        guard offset == 0, (2...257).contains(count), most >= UInt32(count), most <= 1024,
            56 + 2 * count <= bytes.byteCount
        else { return false }
        for at in 0..<(count - 1) where bytes.u16LE(56 + 2 * at) < 0x20 { return false }
        return bytes.u16LE(56 + 2 * (count - 1)) == 0
    }

    private mutating func answer(_ bytes: RawSpan, into sink: inout FactSink) {
        guard bytes.byteCount >= 24 else { return }
        let id = Self.u32(bytes, 12)
        guard let index = calls.firstIndex(where: { $0.id == id }) else { return }
        if bytes.u8(2) == 3 {
            let call = calls[index]
            tell(.fault, call.interface, call.operation, into: &sink)
            calls.remove(at: index)
        } else if bytes.u8(2) == 2, bytes.u8(3) & 2 != 0 {
            calls.remove(at: index)
        }
    }

    private func tell(_ kind: DCERPCCall.Kind, _ interface: String, _ operation: UInt16, into sink: inout FactSink) {
        sink.emit(
            .dcerpc(
                DCERPCCall(
                    kind: kind, interface: interface, name: DCERPCInterface.name(of: interface), operation: operation,
                    overPipe: overPipe)))
    }

    /// A UUID in the byte order of the packet's data representation, as text.
    private static func uuid(_ bytes: RawSpan, _ offset: Int) -> String {
        let isBig = bytes.u8(4) & 0x10 == 0
        let order = isBig ? Array(0..<16) : [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
        let digits = hexText(order.map { bytes.u8(offset + $0) })
        var text = ""
        for (position, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(position) { text.append("-") }
            text.append(digit)
        }
        return text
    }
}
