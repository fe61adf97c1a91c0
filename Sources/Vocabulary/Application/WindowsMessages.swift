/// What a client asked of an SMB2 (or SMB1) server.
public struct SMBAction: Sendable, Hashable {
    public enum Kind: UInt8, Sendable {
        case negotiate
        /// `name` is the share, such as `\\SERVER\ADMIN$`.
        case treeConnect
        /// `name` is the pipe, such as `svcctl`, opened on IPC$.
        case openPipe
        /// `name` is the path; `writes` tells whether write or create access was asked for.
        case openFile
        case write, read
    }
    public var kind: Kind
    public var name: String
    /// The share the action is on, upper case (`ADMIN$`, `C$`, `IPC$`), where known.
    public var share: String
    public var writes: Bool
    /// NT status of the answer, nil while there is none.
    public var status: UInt32?
    public init(kind: Kind, name: String, share: String = "", writes: Bool = false, status: UInt32? = nil) {
        self.kind = kind
        self.name = name
        self.share = share
        self.writes = writes
        self.status = status
    }

    /// ADMIN$ or a drive letter's share: reserved to administrators.
    public var isAdministrative: Bool {
        share == "ADMIN$" || (share.utf8.count == 2 && share.utf8.last == UInt8(ascii: "$"))
    }
}

/// A DCE/RPC bind or request, over TCP or a named pipe.
public struct DCERPCCall: Sendable, Hashable {
    public enum Kind: UInt8, Sendable { case bind, request, response, fault }
    public var kind: Kind
    /// Interface UUID, lower case, such as `367abb81-9844-35f1-ad32-98f038001003` (service control).
    public var interface: String
    /// Short name of well-known interfaces (`svcctl`, `atsvc`, `IWbemServices`, `ISystemActivator`, …), else empty.
    public var name: String
    public var operation: UInt16
    public var overPipe: Bool
    public init(kind: Kind, interface: String, name: String, operation: UInt16, overPipe: Bool) {
        self.kind = kind
        self.interface = interface
        self.name = name
        self.operation = operation
        self.overPipe = overPipe
    }
}
