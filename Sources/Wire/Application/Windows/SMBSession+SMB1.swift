import Bedrock
import Vocabulary

/// SMB 1 ([MS-CIFS] 2.2, [MS-SMB] 2.2): what old systems and old tools still speak.
///
/// Chained commands (AndX) are followed four deep. Transactions are read where they carry a named pipe.
extension SMBSession {
    private struct Header {
        var command: UInt8
        var status: UInt32
        var isResponse: Bool
        var isUnicode: Bool
        var tree: UInt32
        var message: UInt64

        init(_ bytes: RawSpan) {
            command = bytes.u8(4)
            let flags = bytes.u16LE(10)
            status = flags & 0x4000 != 0 ? bytes.u32LE(5) : UInt32(bytes.u8(5)) | UInt32(bytes.u16LE(7)) << 16
            isResponse = bytes.u8(9) & 0x80 != 0
            isUnicode = flags & 0x8000 != 0
            tree = UInt32(bytes.u16LE(24))
            // Process and multiplex id; the flag keeps these apart from the numbers of SMB 2.
            message = 1 << 63 | UInt64(bytes.u16LE(26)) << 16 | UInt64(bytes.u16LE(30))
        }
    }

    /// Where the words and the data of one command lie.
    private struct Block {
        var words: Int
        var count: Int
        var data: Int

        init?(_ bytes: RawSpan, at: Int) {
            guard at >= 32, at < bytes.byteCount else { return nil }
            count = Int(bytes.u8(at))
            words = at + 1
            data = words + 2 * count + 2
            guard data <= bytes.byteCount else { return nil }
        }
    }

    mutating func takeSMB1(_ bytes: RawSpan, length: Int, into sink: inout FactSink) {
        guard bytes.byteCount >= 35 else { return }
        let header = Header(bytes)
        var command = header.command
        var at = 32
        for _ in 0..<4 {
            guard let block = Block(bytes, at: at) else {
                // Refusals come without words.
                if header.isResponse { refused(command, header, into: &sink) }
                return
            }
            if header.isResponse {
                answer(bytes, command, header, block, length, into: &sink)
            } else {
                request(bytes, command, header, block, length, into: &sink)
            }
            let isChain = [0x24, 0x2D, 0x2E, 0x2F, 0x73, 0x74, 0x75, 0xA2].contains(command) && block.count >= 2
            guard isChain, bytes.u8(block.words) != 0xFF, Int(bytes.u16LE(block.words + 2)) > at else { return }
            command = bytes.u8(block.words)
            at = Int(bytes.u16LE(block.words + 2))
        }
    }

    // MARK: Requests

    private mutating func request(
        _ bytes: RawSpan, _ command: UInt8, _ header: Header, _ block: Block, _ length: Int, into sink: inout FactSink
    ) {
        let words = block.words
        var pending = Pending(message: key(header, command), command: UInt16(command))
        switch command {
        case 0x73: setUp(bytes, header, block, into: &sink)
        case 0x75 where block.count >= 4:
            let path = Self.text(bytes, block.data + Int(bytes.u16LE(words + 6)), header.isUnicode)
            pending.action = SMBAction(kind: .treeConnect, name: path, share: Self.share(in: path))
        case 0xA2 where block.count >= 24:
            let access = bytes.u32LE(words + 15)
            let writes = access & 0x5000_0006 != 0 || [0, 2, 4, 5].contains(bytes.u32LE(words + 35))
            let name = Self.text(bytes, block.data, header.isUnicode)
            let action = Self.opening(name, on: share(tree: header.tree), writes: writes)
            pending.action = action
            opens(action, message: pending.message)
        case 0x04 where block.count >= 1:
            closed(Self.file(bytes.u16LE(words)))
            return
        case 0x2E where block.count >= 3: pending.file = Self.file(bytes.u16LE(words + 4))
        case 0x2F where block.count >= 12:
            let count = Int(bytes.u16LE(words + 20)) | Int(bytes.u16LE(words + 18)) << 16
            let file = Self.file(bytes.u16LE(words + 4))
            move(bytes, Int(bytes.u16LE(words + 22)), count, length, file, written: true, into: &sink)
            return
        case 0x25 where block.count >= 16 && bytes.u16LE(words + 28) == 0x26:
            let file = Self.file(bytes.u16LE(words + 30))
            pending.file = file
            move(
                bytes, Int(bytes.u16LE(words + 24)), Int(bytes.u16LE(words + 22)), length, file, written: true,
                into: &sink)
        default: return
        }
        asked(pending, into: &sink)
    }

    /// The account lies behind two password fields, or in an NTLM message (extended security).
    private mutating func setUp(_ bytes: RawSpan, _ header: Header, _ block: Block, into sink: inout FactSink) {
        if block.count == 13 {
            let passwords = Int(bytes.u16LE(block.words + 14)) + Int(bytes.u16LE(block.words + 16))
            let user = Self.text(bytes, block.data + passwords, header.isUnicode)
            guard !user.isEmpty else { return }
            login.name(user)
            login.open(into: &sink)
        } else if let message = NTLMMessage.find(bytes.extracting(block.data..<bytes.byteCount)), message.type == 3,
            !message.user.isEmpty
        {
            login.name(message.user)
            login.open(into: &sink)
        }
    }

    // MARK: Answers

    private mutating func refused(_ command: UInt8, _ header: Header, into sink: inout FactSink) {
        if command == 0x73 { setUpAnswered(header.status, isGuest: false, into: &sink) }
        _ = answered(key(header, command), header.status, into: &sink)
        if command == 0xA2 { opened(key(header, command), as: nil) }
    }

    private mutating func answer(
        _ bytes: RawSpan, _ command: UInt8, _ header: Header, _ block: Block, _ length: Int, into sink: inout FactSink
    ) {
        let words = block.words
        if command == 0x72 { sink.emit(.smb(SMBAction(kind: .negotiate, name: "SMB 1", status: header.status))) }
        if command == 0x73 {
            let isGuest = block.count >= 3 && bytes.u16LE(words + 4) & 1 == 1
            setUpAnswered(header.status, isGuest: isGuest, into: &sink)
        }
        guard let request = answered(key(header, command), header.status, into: &sink) else { return }
        switch command {
        case 0x75 where header.status == 0: connected(tree: header.tree, share: request.action?.share ?? "")
        case 0xA2:
            let isOpen = header.status == 0 && block.count >= 4
            opened(request.message, as: isOpen ? Self.file(bytes.u16LE(words + 5)) : nil)
        case 0x2E where block.count >= 12:
            guard let file = request.file else { break }
            move(
                bytes, Int(bytes.u16LE(words + 12)), Int(bytes.u16LE(words + 10)), length, file, written: false,
                into: &sink)
        case 0x25 where block.count >= 10:
            guard let file = request.file else { break }
            move(
                bytes, Int(bytes.u16LE(words + 14)), Int(bytes.u16LE(words + 12)), length, file, written: false,
                into: &sink)
        default: break
        }
    }

    private mutating func setUpAnswered(_ status: UInt32, isGuest: Bool, into sink: inout FactSink) {
        guard login.isOpen, status != NTStatus.moreProcessing else { return }
        // DOS class and code of old servers: ERRSRV bad password, ERRDOS no access.
        if NTStatus.refusesLogin(status) || status == 0x0002_0002 || status == 0x0005_0001 {
            login.tell(.failed, into: &sink)
        } else if status == 0, !isGuest {
            login.tell(.succeeded, into: &sink)
        } else {
            login.withdraw()
        }
    }

    // MARK: Fields

    /// Chained commands share a number, so the command is part of the key.
    private func key(_ header: Header, _ command: UInt8) -> UInt64 { header.message | UInt64(command) << 48 }

    private static func file(_ id: UInt16) -> FileID { FileID(persistent: 1 << 63, volatile: UInt64(id)) }

    private mutating func move(
        _ bytes: RawSpan, _ offset: Int, _ count: Int, _ length: Int, _ file: FileID, written: Bool,
        into sink: inout FactSink
    ) {
        guard offset >= 32, count > 0, offset + count <= length else { return }
        let from = min(offset, bytes.byteCount)
        let data = bytes.extracting(from..<min(from + count, bytes.byteCount))
        moved(data, length: count, file, written: written, into: &sink)
    }

    /// Text up to its zero; UTF-16 begins at an even offset of the message.
    private static func text(_ bytes: RawSpan, _ offset: Int, _ isUnicode: Bool) -> String {
        guard isUnicode else {
            var end = min(offset, bytes.byteCount)
            while end < bytes.byteCount, bytes.u8(end) != 0 { end += 1 }
            return wireText(bytes, min(offset, end)..<end)
        }
        let start = min(offset + (offset & 1), bytes.byteCount)
        var end = start
        while end + 1 < bytes.byteCount, bytes.u16LE(end) != 0 { end += 2 }
        return wireTextUTF16(bytes.extracting(start..<end))
    }
}
