import Bedrock
import Vocabulary

/// SMB 2 and 3 ([MS-SMB2] 2.2).
extension SMBSession {
    /// The fields of the 64-byte header that matter here.
    private struct Header {
        var status: UInt32
        var command: UInt16
        var isResponse: Bool
        var next: Int
        var message: UInt64
        var tree: UInt32

        init(_ bytes: RawSpan) {
            status = bytes.u32LE(8)
            command = bytes.u16LE(12)
            isResponse = bytes.u32LE(16) & 1 == 1
            next = Int(bytes.u32LE(20))
            message = bytes.u64LE(24)
            // Asynchronous answers have another field here; none of them is asked for its tree.
            tree = bytes.u32LE(36)
        }
    }

    /// One message, or several in one (compound); `length` is its length on the wire.
    mutating func takeSMB2(_ bytes: RawSpan, length: Int, into sink: inout FactSink) {
        var at = 0
        for _ in 0..<16 {
            guard bytes.byteCount - at >= 68 else { return }
            let part = bytes.extracting(at..<bytes.byteCount)
            let header = Header(part)
            guard part.u32(0) == 0xFE53_4D42 else { return }
            let isLast = header.next < 64
            let end = isLast ? part.byteCount : min(header.next, part.byteCount)
            let whole = isLast ? length - at : header.next
            if header.isResponse {
                answer(part.extracting(0..<end), header, whole, into: &sink)
            } else {
                request(part.extracting(0..<end), header, whole, into: &sink)
            }
            guard !isLast, header.next <= part.byteCount else { return }
            at += header.next
        }
    }

    private mutating func request(_ bytes: RawSpan, _ header: Header, _ whole: Int, into sink: inout FactSink) {
        var pending = Pending(message: header.message, command: header.command)
        switch header.command {
        case 0: pending.action = SMBAction(kind: .negotiate, name: "")
        case 1: setUp(bytes, into: &sink)
        case 3:
            guard let path = Self.text(bytes, 68, 70) else { return }
            pending.action = SMBAction(kind: .treeConnect, name: path, share: Self.share(in: path))
        case 5:
            guard bytes.byteCount >= 120 else { return }
            let access = bytes.u32LE(88)
            let disposition = bytes.u32LE(100)
            let writes = access & 0x5000_0006 != 0 || [0, 2, 4, 5].contains(disposition)
            let action = Self.opening(
                Self.text(bytes, 108, 110) ?? "", on: share(tree: header.tree), writes: writes)
            pending.action = action
            opens(action, message: header.message)
        case 6:
            guard bytes.byteCount >= 88 else { return }
            closed(Self.file(bytes, 72))
            return
        case 8:
            guard bytes.byteCount >= 96 else { return }
            pending.file = Self.file(bytes, 80)
        case 9:
            guard bytes.byteCount >= 96 else { return }
            move(
                bytes, Int(bytes.u16LE(66)), Int(bytes.u32LE(68)), whole, Self.file(bytes, 80), written: true,
                into: &sink)
            return
        case 11:
            guard bytes.byteCount >= 96, bytes.u32LE(68) == 0x0011_C017 else { return }
            let file = Self.file(bytes, 72)
            move(bytes, Int(bytes.u32LE(88)), Int(bytes.u32LE(92)), whole, file, written: true, into: &sink)
            pending.file = file
        default: return
        }
        asked(pending, into: &sink)
    }

    private mutating func answer(_ bytes: RawSpan, _ header: Header, _ whole: Int, into sink: inout FactSink) {
        guard header.status != NTStatus.pending else { return }
        if header.command == 1 { setUpAnswered(bytes, header.status, into: &sink) }
        if header.command == 0 { return negotiated(bytes, header, into: &sink) }
        guard let request = answered(header.message, header.status, into: &sink) else { return }
        switch header.command {
        case 3 where header.status == 0:
            connected(tree: header.tree, share: request.action?.share ?? "")
        case 5:
            let isOpen = header.status == 0 && bytes.byteCount >= 144
            opened(header.message, as: isOpen ? Self.file(bytes, 128) : nil)
        case 8 where bytes.byteCount >= 80:
            guard let file = request.file else { break }
            move(bytes, Int(bytes.u8(66)), Int(bytes.u32LE(68)), whole, file, written: false, into: &sink)
        case 11 where bytes.byteCount >= 104:
            guard let file = request.file else { break }
            move(bytes, Int(bytes.u32LE(96)), Int(bytes.u32LE(100)), whole, file, written: false, into: &sink)
        default: break
        }
    }

    /// The dialect the server chose becomes the name of the negotiation.
    private mutating func negotiated(_ bytes: RawSpan, _ header: Header, into sink: inout FactSink) {
        let dialect: String
        switch bytes.byteCount >= 70 ? bytes.u16LE(68) : 0 {
        case 0x0202: dialect = "SMB 2.0.2"
        case 0x0210: dialect = "SMB 2.1"
        case 0x0300: dialect = "SMB 3.0"
        case 0x0302: dialect = "SMB 3.0.2"
        case 0x0311: dialect = "SMB 3.1.1"
        default: dialect = "SMB 2"
        }
        forget(header.message)
        sink.emit(.smb(SMBAction(kind: .negotiate, name: dialect, status: header.status)))
    }

    /// Session set-up: NTLM names the account in its third message, Kerberos proves it unseen.
    private mutating func setUp(_ bytes: RawSpan, into sink: inout FactSink) {
        guard bytes.byteCount >= 88 else { return }
        let blob = bytes.extracting(88..<bytes.byteCount)
        if let message = NTLMMessage.find(blob) {
            guard message.type == 3, !message.user.isEmpty else { return }
            login.name(message.user)
            login.open(into: &sink)
        } else if Self.isKerberos(blob), !login.isOpen {
            login.name("")
            login.open(into: &sink)
        }
    }

    /// The object identifier of Kerberos 5, as GSS-API or as Microsoft writes it (1.2.840.113554.1.2.2, 1.2.840.48018.1.2.2),
    /// with a ticket behind it.
    private static func isKerberos(_ blob: RawSpan) -> Bool {
        for offset in 0..<max(0, min(blob.byteCount - 11, 200)) where blob.u8(offset) == 0x06 {
            let middle = blob.u32(offset + 2)
            if blob.u8(offset + 1) == 9, middle == 0x2A86_4886 || middle == 0x2A86_4882, blob.u16(offset + 6) == 0xF712
            {
                return true
            }
        }
        return false
    }

    private mutating func setUpAnswered(_ bytes: RawSpan, _ status: UInt32, into sink: inout FactSink) {
        guard login.isOpen, status != NTStatus.moreProcessing else { return }
        // Guest and anonymous sessions are no log-ins, whoever asked.
        let isGuest = status == 0 && bytes.byteCount >= 68 && bytes.u16LE(66) & 3 != 0
        if status == 0, !isGuest {
            login.tell(.succeeded, into: &sink)
        } else if NTStatus.refusesLogin(status) {
            login.tell(.failed, into: &sink)
        } else {
            login.withdraw()
        }
    }

    private mutating func move(
        _ bytes: RawSpan, _ offset: Int, _ length: Int, _ whole: Int, _ file: FileID, written: Bool,
        into sink: inout FactSink
    ) {
        guard offset >= 64, length > 0, offset + length <= whole else { return }
        let from = min(offset, bytes.byteCount)
        let data = bytes.extracting(from..<min(from + length, bytes.byteCount))
        moved(data, length: length, file, written: written, into: &sink)
    }

    private static func file(_ bytes: RawSpan, _ offset: Int) -> FileID {
        FileID(persistent: bytes.u64LE(offset), volatile: bytes.u64LE(offset + 8))
    }

    /// Text that two fields, offset and length, point at.
    private static func text(_ bytes: RawSpan, _ offset: Int, _ length: Int) -> String? {
        guard bytes.byteCount >= length + 2 else { return nil }
        let from = Int(bytes.u16LE(offset))
        guard from <= bytes.byteCount else { return nil }
        return wireTextUTF16(bytes.extracting(from..<min(from + Int(bytes.u16LE(length)), bytes.byteCount)))
    }
}
