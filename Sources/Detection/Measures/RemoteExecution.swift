package import Vocabulary

/// What a remote procedure call means for who wants to run something on another machine.
///
/// Interfaces and operation numbers are those of Microsoft's open specifications (MS-SCMR, MS-TSCH, MS-DCOM, MS-WMI, MS-OAUT).
package enum RemoteExecution: UInt8, Sendable, CaseIterable {
    /// A service was created, or one was started (MS-SCMR).
    case createService, startService
    /// A task was registered, or run at once (MS-TSCH: atsvc and ITaskSchedulerService).
    case registerTask, runTask
    /// An object was made on the other machine (MS-DCOM).
    case activate
    /// A method of a scriptable object was called (MS-OAUT): MMC20.Application, ShellWindows, Excel.
    case invoke
    /// WMI was logged into, or a WMI method was called (MS-WMI): Win32_Process.Create.
    case wmiLogin, wmiExecute
    /// A pipe was opened that only the service of a remote execution tool has (PsExec and its kin).
    case toolPipe

    /// `pipe`: the pipe it came over, for calls whose interface was named before the capture began.
    package init?(_ call: DCERPCCall, over pipe: String = "") {
        guard call.kind == .request else { return nil }
        var interface = call.interface
        if interface.isEmpty, call.overPipe {
            switch (pipe, call.operation) {
            case ("svcctl", _): interface = "367abb81-9844-35f1-ad32-98f038001003"
            case ("atsvc", 0): interface = "1ff70682-0a51-30e8-076d-740be8cee98b"
            case ("atsvc", _): interface = "86d35949-83c9-4044-b424-db363231fd0c"
            default: return nil
            }
        }
        switch interface {
        case "367abb81-9844-35f1-ad32-98f038001003":
            switch call.operation {
            case 12, 24, 44, 45, 60: self = .createService
            case 19, 31: self = .startService
            default: return nil
            }
        case "1ff70682-0a51-30e8-076d-740be8cee98b":
            guard call.operation == 0 else { return nil }
            self = .registerTask
        case "86d35949-83c9-4044-b424-db363231fd0c":
            switch call.operation {
            case 1: self = .registerTask
            case 12: self = .runTask
            default: return nil
            }
        case "000001a0-0000-0000-c000-000000000046":
            guard call.operation == 3 || call.operation == 4 else { return nil }
            self = .activate
        case "4d9f4ab8-7d1c-11cf-861e-0020af6e7c57":
            self = .activate
        case "00020400-0000-0000-c000-000000000046":
            guard call.operation == 6 || call.operation == 5 else { return nil }
            self = .invoke
        case "f309ad18-d86a-11d0-a075-00c04fb68820":
            self = .wmiLogin
        case "9556dc99-828c-11cf-a37e-00aa003240c7":
            guard call.operation == 24 || call.operation == 25 else { return nil }
            self = .wmiExecute
        default: return nil
        }
    }

    /// True for the pipes of PsExec, its free and its commercial kin, which nothing else has.
    package static func isToolPipe(_ name: String) -> Bool {
        let lower = name.lowercased()
        return ["psexesvc", "remcom_", "paexec", "csexecsvc", "winexesvc", "ahexec"].contains { lower.hasPrefix($0) }
    }

    /// snake_case, for evidence.
    package var name: String {
        switch self {
        case .createService: "services_created"
        case .startService: "services_started"
        case .registerTask: "tasks_registered"
        case .runTask: "tasks_run"
        case .activate: "objects_activated"
        case .invoke: "object_methods_called"
        case .wmiLogin: "wmi_log_ins"
        case .wmiExecute: "wmi_methods_called"
        case .toolPipe: "remote_tool_pipes"
        }
    }
}
