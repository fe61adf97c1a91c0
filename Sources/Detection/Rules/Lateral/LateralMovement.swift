package import Vocabulary

/// Running something on another Windows machine with an administrator's means: shares, services, tasks, DCOM, WMI, WinRM.
package struct LateralMovement: DetectionRule {
    package static let card = RuleCard(
        name: "lateral-movement", title: "Lateral movement over Windows administration",
        summary: """
            One host writes to another's administrative share, creates or starts a service there, registers a task, calls \
            methods of remote objects (DCOM) or of WMI, or works in a remote shell (WinRM). Each channel is named.
            """,
        detections: ["smb", "service", "scheduled_task", "dcom", "wmi", "winrm"].map {
            DetectionID.lateralMovement($0)
        },
        techniques: ["T1021.002", "T1021.003", "T1021.006", "T1047", "T1053.005", "T1543.003", "T1569.002"],
        severity: .high,
        options: [
            CardOption("winrm_requests", 4, 1...1000, "requests", "Remote management requests that make a session"),
            CardOption("object_calls", 1, 1...1000, "calls", "Calls of methods of remote scriptable objects"),
        ],
        blindSpots: [
            "An administrator's own work looks the same; fan-out and time of day are for who reads the incident.",
            "SMB 3 encryption and WinRM over TLS hide shares, files and calls.",
            "Of a session that began before the capture: sealed calls, and files whose names ordinary shares have, too.",
            "Calls of interfaces that this rule does not know (DCOM objects with their own) are not judged.",
        ],
        rationale: """
            Ordinary file sharing does not use ADMIN$ or C$; a domain log-on asks SYSVOL, netlogon, lsarpc and samr; printing asks \
            spoolss; monitoring queries WMI but calls no methods; event forwarding posts to its own WinRM path; backup agents read.
            """)
    package static let interests: EventKinds = [.application]
    package static let facts: FactKinds = [.windows, .httpRequest]

    private typealias Key = HostPair
    private var traces = BoundedTable<Key, LateralTrace>(capacity: 4096)
    /// Machines that a client reached, for the fan-out.
    private var reach = BoundedTable<IPAddress, DistinctCount>(capacity: 2048)
    private let winrmRequests: Int
    private let objectCalls: Int

    package init(settings: RuleSettings) {
        winrmRequests = Int(settings["winrm_requests"])
        objectCalls = Int(settings["object_calls"])
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard case .application(let fact) = event.detail else { return }
        switch fact {
        case .dcerpc(let call):
            let pipe = call.interface.isEmpty && call.overPipe ? pipe(event.flow.key) : ""
            guard let kind = RemoteExecution(call, over: pipe) else { return }
            look(&event, &report) { $0.observe(kind, overPipe: call.overPipe) }
        case .smb(let action):
            if Self.opensTool(action) {
                look(&event, &report) { $0.open(pipe: action.name) }
            } else if action.isAdministrative || LateralTrace.isTelling(action) {
                look(&event, &report) { _ = $0.observe(action) }
            }
        case .httpRequest(let request):
            guard Self.isShell(request, port: event.flow.key.responderPort) else { return }
            look(&event, &report) { $0.manage() }
        default: return
        }
    }

    /// The pipe through which the client last managed services or tasks of that server.
    private func pipe(_ flow: FlowKey) -> String {
        traces.value(for: Key(client: flow.initiator, server: flow.responder))?.pipe ?? ""
    }

    /// A pipe of remote execution, opened: on IPC$, or, midway, on a share that was not seen.
    private static func opensTool(_ action: SMBAction) -> Bool {
        guard (action.status ?? 0) == 0, action.kind == .openPipe || action.kind == .openFile && action.share.isEmpty
        else { return false }
        return action.name == "svcctl" || action.name == "atsvc" || RemoteExecution.isToolPipe(action.name)
    }

    private static func isShell(_ request: HTTPRequest, port: UInt16) -> Bool {
        guard request.method == "POST" else { return false }
        let target = request.target.lowercased()
        return target == "/wsman" || target.hasPrefix("/wsman?") || target.hasPrefix("/powershell?")
            || (port == 5985 && target.hasPrefix("/wsman") && !target.contains("subscription"))
    }

    private mutating func look(
        _ event: inout FlowEvent, _ report: inout FindingSink, _ change: (inout LateralTrace) -> Void
    ) {
        let key = Key(client: event.flow.key.initiator, server: event.flow.key.responder)
        guard key.client != key.server, !key.server.isLoopback else { return }
        let (winrmRequests, objectCalls) = (winrmRequests, objectCalls)
        var channels: [Channel] = []
        let trace: LateralTrace = traces.update(key, default: LateralTrace(at: event.timestamp)) { trace in
            trace.touch(event.flow, at: event.timestamp)
            change(&trace)
            for channel in Self.channels(of: trace, winrmRequests, objectCalls)
            where trace.ladders[channel.name, default: ReportLadder()].climbs(to: channel.strength) {
                channels.append(channel)
            }
            return trace
        }
        guard !channels.isEmpty else { return }
        let machines = reach.update(key.client, default: DistinctCount()) { reached in
            reached.add(key.server.high ^ DistinctCount.mix(key.server.low))
            return reached.count
        }
        for channel in channels { report.report(Self.finding(key, trace, channel, machines: machines)) }
    }

    private struct Channel {
        var name: String
        var techniques: [String]
        var what: String
        var strength: Int
        var confidence: Double
        var severity: Severity
    }

    private static func channels(of trace: LateralTrace, _ winrmRequests: Int, _ objectCalls: Int) -> [Channel] {
        var found: [Channel] = []
        let services = trace.count(.createService)
        let piped = trace.pipedCalls > 0
        if services > 0 {
            found.append(
                Channel(
                    name: "service", techniques: ["T1569.002", "T1543.003"] + (piped ? ["T1021.002"] : []),
                    what: "creates a service on", strength: services, confidence: 0.9, severity: .high))
        }
        if trace.executables > 0 {
            found.append(
                Channel(
                    name: "smb", techniques: ["T1021.002"], what: "writes a program to an administrative share of",
                    strength: trace.executables, confidence: 0.9, severity: .high))
        } else if services == 0, trace.written > 0 || trace.outputs > 0 {
            found.append(
                Channel(
                    name: "smb", techniques: ["T1021.002"],
                    what: trace.written > 0
                        ? "writes to an administrative share of"
                        : "collects command output from an administrative share of",
                    strength: trace.written + trace.outputs, confidence: 0.7, severity: .medium))
        }
        let tools = trace.count(.toolPipe)
        if tools > 0, services == 0 {
            found.append(
                Channel(
                    name: "service", techniques: ["T1569.002", "T1021.002"],
                    what: "runs commands through the service of a remote execution tool on", strength: tools,
                    confidence: 0.8, severity: .high))
        }
        let tasks = trace.count(.registerTask)
        if tasks > 0 {
            found.append(
                Channel(
                    name: "scheduled_task", techniques: ["T1053.005"] + (piped ? ["T1021.002"] : []),
                    what: "registers a task on", strength: tasks, confidence: 0.9, severity: .high))
        }
        let executed = trace.count(.wmiExecute)
        let wmi = trace.count(.wmiLogin)
        if executed > 0 || (wmi > 0 && trace.outputs + trace.written > 0) {
            found.append(
                Channel(
                    name: "wmi", techniques: ["T1047", "T1021.003"], what: "runs something through WMI on",
                    strength: max(1, executed), confidence: executed > 0 ? 0.85 : 0.75, severity: .high))
        }
        let invoked = trace.count(.invoke)
        if invoked >= objectCalls, wmi == 0, executed == 0 {
            found.append(
                Channel(
                    name: "dcom", techniques: ["T1021.003"], what: "calls methods of a remote object on",
                    strength: invoked, confidence: 0.85, severity: .high))
        }
        if trace.managed >= winrmRequests {
            found.append(
                Channel(
                    name: "winrm", techniques: ["T1021.006"], what: "works in a remote shell (WinRM) on",
                    strength: trace.managed, confidence: 0.75, severity: .medium))
        }
        return found
    }

    private static func finding(_ key: Key, _ trace: LateralTrace, _ channel: Channel, machines: Int) -> Finding {
        var evidence = RemoteExecution.allCases.filter { trace.count($0) > 0 }.map {
            Evidence($0.name, count: trace.count($0))
        }
        if !trace.shares.isEmpty { evidence.append(Evidence("administrative_shares", .list(trace.shares))) }
        if trace.written > 0 { evidence.append(Evidence("files_written", count: trace.written)) }
        if trace.executables > 0 { evidence.append(Evidence("programs_written", count: trace.executables)) }
        if trace.outputs > 0 { evidence.append(Evidence("outputs_read", count: trace.outputs)) }
        if !trace.files.isEmpty { evidence.append(Evidence("files", .list(trace.files))) }
        if trace.managed > 0 { evidence.append(Evidence("remote_shell_requests", count: trace.managed)) }
        evidence.append(Evidence("machines_reached", count: machines))
        return Finding(
            detection: .lateralMovement(channel.name), summary: "\(key.client) \(channel.what) \(key.server)",
            severity: machines >= 3 ? max(channel.severity, .high) : channel.severity, confidence: channel.confidence,
            techniques: channel.techniques, attackers: [.address(key.client)], victims: [.address(key.server)],
            evidence: evidence, flows: trace.flows.ids, firstSeen: trace.first, lastSeen: trace.last)
    }
}
