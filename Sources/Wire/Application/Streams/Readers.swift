/// All concrete readers of TCP streams, a pool a kind: no existential and no class on the packet path.
///
/// A new protocol is one pool, one case in `start` and one in `act`.
struct Readers {
    enum Step {
        case consume
        /// Bytes of this number are lost.
        case skip(Int)
        case close
        /// The reader is not needed any more.
        case discard
    }

    private var ftp = ReaderPool<FTPReader>()
    private var smtp = ReaderPool<SMTPReader>()
    private var pop3 = ReaderPool<POP3Reader>()
    private var imap = ReaderPool<IMAPReader>()

    /// A fresh reader, or nil when nothing of this protocol is read beyond its name.
    mutating func start(_ kind: ReaderKind, port: UInt16) -> ReaderHandle? {
        let index: UInt32
        switch kind {
        case .ftp: index = ftp.insert(FTPReader())
        case .smtp: index = smtp.insert(SMTPReader())
        case .pop3: index = pop3.insert(POP3Reader())
        case .imap: index = imap.insert(IMAPReader())
        default: return nil
        }
        return ReaderHandle(kind: kind, index: index)
    }

    /// Takes one step with one reader.
    mutating func act(
        _ step: Step, _ reader: ReaderHandle, _ bytes: RawSpan, fromClient side: Bool, into sink: inout FactSink
    ) -> StreamProgress {
        let index = reader.index
        return switch reader.kind {
        case .ftp: ftp.act(step, index, bytes, fromClient: side, into: &sink, fresh: FTPReader())
        case .smtp: smtp.act(step, index, bytes, fromClient: side, into: &sink, fresh: SMTPReader())
        case .pop3: pop3.act(step, index, bytes, fromClient: side, into: &sink, fresh: POP3Reader())
        case .imap: imap.act(step, index, bytes, fromClient: side, into: &sink, fresh: IMAPReader())
        default: .done
        }
    }
}
