import Bedrock
import Vocabulary

/// What is known of one SMB connection: shares, open files and pipes, requests without answer, the log-in under way.
///
/// An action is told when its answer comes, with its status; unanswered ones when the connection ends or 64 others wait. Reading and
/// writing are told once an open file. Pipes carry DCE/RPC, which is told instead.
/// Bounds: 64 requests, 32 shares, 32 open files; the oldest makes room.
struct SMBSession {
    struct FileID: Equatable {
        var persistent: UInt64
        var volatile: UInt64
        /// In a compound request: the file that an earlier part opened.
        static var related: FileID { FileID(persistent: .max, volatile: .max) }
    }

    struct Pending {
        var message: UInt64
        var command: UInt16
        var action: SMBAction?
        var file: FileID?
    }

    struct OpenFile {
        /// Nil until the answer to the request `message` names it.
        var id: FileID?
        var message: UInt64
        var name: String
        var share: String
        var pipe: DCERPCConversation?
        var hasRead = false
        var hasWritten = false
    }

    var login = LoginDialogue(.smb)
    private(set) var files: [OpenFile] = []
    private var pending: [Pending] = []
    private var shares: [(tree: UInt32, name: String)] = []

    // MARK: Requests and answers

    mutating func asked(_ request: Pending, into sink: inout FactSink) {
        if pending.count == 64, let action = pending.removeFirst().action { sink.emit(.smb(action)) }
        pending.append(request)
    }

    /// The request that an answer belongs to; told with its status, if it is an action.
    mutating func answered(_ message: UInt64, _ status: UInt32, into sink: inout FactSink) -> Pending? {
        guard let index = pending.firstIndex(where: { $0.message == message }) else { return nil }
        let request = pending.remove(at: index)
        if var action = request.action {
            action.status = status
            sink.emit(.smb(action))
        }
        return request
    }

    /// A request whose answer was told otherwise.
    mutating func forget(_ message: UInt64) {
        pending.removeAll { $0.message == message }
    }

    mutating func close(into sink: inout FactSink) {
        login.close(into: &sink)
        for request in pending {
            if let action = request.action { sink.emit(.smb(action)) }
        }
        pending.removeAll()
    }

    // MARK: Shares

    mutating func connected(tree: UInt32, share: String) {
        shares.removeAll { $0.tree == tree }
        if shares.count == 32 { shares.removeFirst() }
        shares.append((tree, share))
    }

    func share(tree: UInt32) -> String { shares.first { $0.tree == tree }?.name ?? "" }

    /// The share's own name in `\\SERVER\SHARE`, upper case.
    static func share(in path: String) -> String {
        (path.split(separator: "\\").last.map(String.init) ?? "").uppercased()
    }

    // MARK: Files and pipes

    /// What opening `name` on a share means.
    static func opening(_ name: String, on share: String, writes: Bool) -> SMBAction {
        let isPipe = share == "IPC$" || share.isEmpty && pipes.contains(pipeName(name))
        return SMBAction(
            kind: isPipe ? .openPipe : .openFile, name: isPipe ? pipeName(name) : name, share: share,
            writes: isPipe ? false : writes)
    }

    /// Lower case, without the backslash or `\PIPE\` that some clients put before it.
    private static func pipeName(_ name: String) -> String {
        var parts = name.lowercased().split(separator: "\\", omittingEmptySubsequences: true)
        if parts.first == "pipe" { parts.removeFirst() }
        return parts.joined(separator: "\\")
    }

    /// Pipes known by name where the share is not (a flow joined midway).
    private static let pipes: Set<String> = [
        "svcctl", "atsvc", "samr", "lsarpc", "lsass", "netlogon", "srvsvc", "wkssvc", "winreg", "spoolss", "epmapper",
        "drsuapi",
        "eventlog", "browser", "ntsvcs", "efsrpc", "netdfs", "trkwks", "initshutdown",
    ]

    mutating func opens(_ action: SMBAction, message: UInt64) {
        if files.count == 32 { files.removeFirst() }
        let pipe = action.kind == .openPipe ? DCERPCConversation(overPipe: true) : nil
        files.append(OpenFile(id: nil, message: message, name: action.name, share: action.share, pipe: pipe))
    }

    /// The answer to an open: nil when it was refused.
    mutating func opened(_ message: UInt64, as id: FileID?) {
        guard let index = files.lastIndex(where: { $0.id == nil && $0.message == message }) else { return }
        guard let id else {
            files.remove(at: index)
            return
        }
        files.removeAll { $0.id == id }
        if let index = files.lastIndex(where: { $0.id == nil && $0.message == message }) { files[index].id = id }
    }

    mutating func closed(_ id: FileID) {
        files.removeAll { $0.id == id }
    }

    /// A file that was opened before the capture began, whose bytes are a whole DCE/RPC packet ([C706] 12.6): a pipe.
    private mutating func adopt(_ bytes: RawSpan, _ length: Int, _ id: FileID) -> Int? {
        guard id != .related, bytes.byteCount >= 24, bytes.u8(0) == 5, bytes.u8(1) <= 1, bytes.u8(2) <= 16 else {
            return nil
        }
        let size = bytes.u8(4) & 0x10 == 0 ? Int(bytes.u16(8)) : Int(bytes.u16LE(8))
        guard size == length else { return nil }
        if files.count == 32 { files.removeFirst() }
        files.append(
            OpenFile(id: id, message: .max, name: "", share: "", pipe: DCERPCConversation(overPipe: true)))
        return files.count - 1
    }

    /// `bytes` were written to or read from a file; `length` is how many there were on the wire.
    mutating func moved(_ bytes: RawSpan, length: Int, _ id: FileID, written: Bool, into sink: inout FactSink) {
        guard
            let index = id == .related
                ? files.indices.last : files.firstIndex(where: { $0.id == id }) ?? adopt(bytes, length, id)
        else { return }
        if files[index].pipe != nil {
            let isRPC = files[index].pipe?.consume(bytes, fromClient: written, into: &sink) ?? false
            if length > bytes.byteCount {
                files[index].pipe?.lose(length - bytes.byteCount, fromClient: written, into: &sink)
            }
            if !isRPC { files[index].pipe = DCERPCConversation(overPipe: true) }
            return
        }
        guard written ? !files[index].hasWritten : !files[index].hasRead else { return }
        if written { files[index].hasWritten = true } else { files[index].hasRead = true }
        sink.emit(
            .smb(
                SMBAction(
                    kind: written ? .write : .read, name: files[index].name, share: files[index].share, writes: written)
            ))
    }
}
