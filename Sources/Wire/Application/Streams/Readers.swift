/// All concrete readers of TCP streams, a pool a kind: no existential and no class on the packet path.
///
/// A new protocol is one pool, one case in `start` and one in `act`.
package struct Readers {
    package enum Step {
        case consume
        /// Bytes of this number are lost.
        case skip(Int)
        case close
        /// The reader is not needed any more.
        case discard
    }

    private var tls = ReaderPool<TLSReader>()
    private var http = ReaderPool<HTTPReader>()
    private var dns = ReaderPool<DNSStreamReader>()
    private var smb = ReaderPool<SMBReader>()
    private var dcerpc = ReaderPool<DCERPCReader>()
    private var ssh = ReaderPool<SSHReader>()
    private var quic = ReaderPool<QUICReader>()
    private var ftp = ReaderPool<FTPReader>()
    private var smtp = ReaderPool<SMTPReader>()
    private var pop3 = ReaderPool<POP3Reader>()
    private var imap = ReaderPool<IMAPReader>()
    private var telnet = ReaderPool<TelnetReader>()
    private var mqtt = ReaderPool<MQTTReader>()
    private var kerberos = ReaderPool<KerberosReader>()
    private var ldap = ReaderPool<LDAPReader>()
    private var rdp = ReaderPool<RDPReader>()
    private var vnc = ReaderPool<VNCReader>()
    private var mysql = ReaderPool<MySQLReader>()
    private var postgresql = ReaderPool<PostgreSQLReader>()

    package init() {}

    /// A fresh reader, or nil when nothing of this protocol is read beyond its name.
    package mutating func start(_ kind: ReaderKind, port: UInt16, isDatagram: Bool = false) -> ReaderHandle? {
        let index: UInt32
        switch kind {
        case .tls: index = tls.insert(TLSReader())
        case .http: index = http.insert(HTTPReader())
        case .dns: index = dns.insert(DNSStreamReader())
        case .smb: index = smb.insert(SMBReader())
        case .dcerpc: index = dcerpc.insert(DCERPCReader())
        case .ssh: index = ssh.insert(SSHReader())
        case .quic: index = quic.insert(QUICReader())
        case .ftp: index = ftp.insert(FTPReader())
        case .smtp: index = smtp.insert(SMTPReader())
        case .pop3: index = pop3.insert(POP3Reader())
        case .imap: index = imap.insert(IMAPReader())
        case .telnet: index = telnet.insert(TelnetReader())
        case .mqtt: index = mqtt.insert(MQTTReader())
        case .ldap: index = ldap.insert(LDAPReader())
        case .rdp: index = rdp.insert(RDPReader())
        case .vnc: index = vnc.insert(VNCReader())
        case .mysql: index = mysql.insert(MySQLReader())
        case .postgresql: index = postgresql.insert(PostgreSQLReader())
        case .kerberos: index = kerberos.insert(KerberosReader(isDatagram: isDatagram), mustReplace: true)
        case .none: return nil
        }
        return ReaderHandle(kind: kind, index: index)
    }

    /// Takes one step with one reader.
    package mutating func act(
        _ step: Step, _ reader: ReaderHandle, _ bytes: RawSpan, fromClient side: Bool, into sink: inout FactSink
    ) -> StreamProgress {
        let index = reader.index
        return switch reader.kind {
        case .tls: tls.act(step, index, bytes, fromClient: side, into: &sink, fresh: TLSReader())
        case .http: http.act(step, index, bytes, fromClient: side, into: &sink, fresh: HTTPReader())
        case .dns: dns.act(step, index, bytes, fromClient: side, into: &sink, fresh: DNSStreamReader())
        case .smb: smb.act(step, index, bytes, fromClient: side, into: &sink, fresh: SMBReader())
        case .dcerpc: dcerpc.act(step, index, bytes, fromClient: side, into: &sink, fresh: DCERPCReader())
        case .ssh: ssh.act(step, index, bytes, fromClient: side, into: &sink, fresh: SSHReader())
        case .quic: quic.act(step, index, bytes, fromClient: side, into: &sink, fresh: QUICReader())
        case .ftp: ftp.act(step, index, bytes, fromClient: side, into: &sink, fresh: FTPReader())
        case .smtp: smtp.act(step, index, bytes, fromClient: side, into: &sink, fresh: SMTPReader())
        case .pop3: pop3.act(step, index, bytes, fromClient: side, into: &sink, fresh: POP3Reader())
        case .imap: imap.act(step, index, bytes, fromClient: side, into: &sink, fresh: IMAPReader())
        case .telnet: telnet.act(step, index, bytes, fromClient: side, into: &sink, fresh: TelnetReader())
        case .mqtt: mqtt.act(step, index, bytes, fromClient: side, into: &sink, fresh: MQTTReader())
        case .kerberos: kerberos.act(step, index, bytes, fromClient: side, into: &sink, fresh: KerberosReader())
        case .ldap: ldap.act(step, index, bytes, fromClient: side, into: &sink, fresh: LDAPReader())
        case .rdp: rdp.act(step, index, bytes, fromClient: side, into: &sink, fresh: RDPReader())
        case .vnc: vnc.act(step, index, bytes, fromClient: side, into: &sink, fresh: VNCReader())
        case .mysql: mysql.act(step, index, bytes, fromClient: side, into: &sink, fresh: MySQLReader())
        case .postgresql: postgresql.act(step, index, bytes, fromClient: side, into: &sink, fresh: PostgreSQLReader())
        case .none: .done
        }
    }
}
