package import Vocabulary

/// What one client did on another machine with an administrator's means.
///
/// Bounds: eight counters, 16 file names, 32 flow ids, one flag a channel.
package struct LateralTrace: Sendable {
    package private(set) var calls = [UInt32](repeating: 0, count: RemoteExecution.allCases.count)
    /// Calls that came over a named pipe, that is over SMB.
    package private(set) var pipedCalls = 0
    package private(set) var shares: [String] = []
    package private(set) var files: [String] = []
    /// Files opened to be written on an administrative share, those of them that can be run, and those read.
    package private(set) var written = 0
    package private(set) var executables = 0
    package private(set) var outputs = 0
    package private(set) var managed = 0
    /// The pipe opened last of those through which services and tasks are managed.
    package private(set) var pipe = ""
    package private(set) var first: Timestamp
    package private(set) var last: Timestamp
    package var flows = FlowSample()
    package var ladders: [String: ReportLadder] = [:]

    package init(at time: Timestamp) {
        first = time
        last = time
    }

    package func count(_ kind: RemoteExecution) -> Int { Int(calls[Int(kind.rawValue)]) }

    package mutating func observe(_ kind: RemoteExecution, overPipe: Bool) {
        calls[Int(kind.rawValue)] &+= 1
        if overPipe { pipedCalls += 1 }
    }

    /// A pipe was opened whose calls are judged even where what they are was agreed before the capture began.
    package mutating func open(pipe name: String) {
        pipe = name
        if RemoteExecution.isToolPipe(name) { observe(.toolPipe, overPipe: true) }
    }

    /// A remote management request (WinRM).
    package mutating func manage() { managed += 1 }

    package mutating func touch(_ flow: FlowSnapshot, at time: Timestamp) {
        first = min(first, flow.firstSeen)
        last = max(last, time)
        flows.add(flow.id)
    }

    /// True when the action is on an administrative share, or on one that was connected before the capture began and to a file that only
    /// such a share has, and was not refused.
    package mutating func observe(_ action: SMBAction) -> Bool {
        guard action.isAdministrative || Self.isTelling(action), (action.status ?? 0) == 0 else { return false }
        if shares.count < 8, !action.share.isEmpty, !shares.contains(action.share) { shares.append(action.share) }
        switch action.kind {
        case .openFile:
            guard !action.name.isEmpty else { return false }
            let isNew = !files.contains(action.name)
            if isNew, files.count < 16 { files.append(action.name) }
            guard isNew else { return false }
            if action.writes {
                written += 1
                if Self.isExecutable(action.name) { executables += 1 }
            } else if Self.isCommandOutput(action.name) {
                outputs += 1
            }
            return true
        case .write, .treeConnect: return true
        case .negotiate, .openPipe, .read: return false
        }
    }

    /// On a share whose name was not seen: a program written below the system's folders, the output of a remote shell read from where
    /// such shells leave it (impacket's `__1714.12`, `__output`, `Temp\abcdefgh.tmp`).
    package static func isTelling(_ action: SMBAction) -> Bool {
        guard action.share.isEmpty, action.kind == .openFile else { return false }
        let lower = action.name.lowercased()
        let parts = lower.split(separator: "\\")
        guard let first = parts.first, let last = parts.last else { return false }
        if action.writes {
            return parts.count >= 2 && ["windows", "temp", "system32"].contains(first) && isExecutable(lower)
        }
        if parts.count == 1 { return last == "__output" || last.hasPrefix("__1") && last.contains(".") }
        return first == "temp" && parts.count == 2 && last.utf8.count == 12 && last.hasSuffix(".tmp")
    }

    private static func isExecutable(_ name: String) -> Bool {
        let endings = [
            ".exe", ".dll", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".hta", ".msi", ".scr", ".sys", ".com", ".cpl",
        ]
        let lower = name.lowercased()
        return endings.contains { lower.hasSuffix($0) }
    }

    /// A file that a remote shell leaves its output in: a temporary name, directly in the share.
    private static func isCommandOutput(_ name: String) -> Bool {
        let lower = name.lowercased()
        let parts = lower.split(separator: "\\")
        guard let last = parts.last, parts.count <= 2 else { return false }
        return lower.hasSuffix(".tmp") || lower.hasSuffix(".output") || last.hasPrefix("__") || lower.hasSuffix(".out")
    }
}
