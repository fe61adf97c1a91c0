import Detection
import Testing
import Vocabulary

struct LateralMovementTests {
    private func call(_ interface: String, _ operation: UInt16, overPipe: Bool = false) -> ApplicationFact {
        .dcerpc(DCERPCCall(kind: .request, interface: interface, name: "", operation: operation, overPipe: overPipe))
    }
    private func play(_ facts: [ApplicationFact], port: UInt16 = 445) -> [Finding] {
        var scene = Scene()
        let flow = scene.flow(port: port, at: 1)
        for (index, fact) in facts.enumerated() { scene.fact(fact, flow, at: 2 + Double(index)) }
        return scene.findings(LateralMovement.self)
    }
    private func open(_ share: String, _ name: String, writes: Bool, status: UInt32? = 0) -> ApplicationFact {
        .smb(SMBAction(kind: .openFile, name: name, share: share, writes: writes, status: status))
    }

    @Test func `a program on ADMIN$ and a service made over a pipe are two channels, each with its technique`() throws {
        let found = play([
            open("ADMIN$", "tool.exe", writes: true),
            call("367abb81-9844-35f1-ad32-98f038001003", 12, overPipe: true),
            call("367abb81-9844-35f1-ad32-98f038001003", 19, overPipe: true),
        ])
        #expect(found.map(\.detection) == [.lateralMovement("smb"), .lateralMovement("service")])
        #expect(found.last?.techniques == ["T1569.002", "T1543.003", "T1021.002"])
        let first = try #require(found.first)
        #expect(first.attackers == [.address(Scene.client)])
        #expect(first.victims == [.address(Scene.server)])
        #expect(first.techniques == ["T1021.002"])
        #expect(first.count("programs_written") == 1)
    }

    @Test func `a service over tcp, a task, wmi and dcom each have their channel`() {
        let service = play([call("367abb81-9844-35f1-ad32-98f038001003", 12)])
        #expect(service.map(\.detection) == [.lateralMovement("service")])
        let task = play([call("86d35949-83c9-4044-b424-db363231fd0c", 1, overPipe: true)])
        #expect(task.map(\.detection) == [.lateralMovement("scheduled_task")])
        #expect(task.first?.techniques.first == "T1053.005")
        let wmi = play([
            call("000001a0-0000-0000-c000-000000000046", 4), call("f309ad18-d86a-11d0-a075-00c04fb68820", 6),
            call("9556dc99-828c-11cf-a37e-00aa003240c7", 24),
        ])
        #expect(wmi.map(\.detection) == [.lateralMovement("wmi")])
        #expect(wmi.first?.techniques.first == "T1047")
        let dcom = play([
            call("000001a0-0000-0000-c000-000000000046", 4), call("00020400-0000-0000-c000-000000000046", 6),
        ])
        #expect(dcom.map(\.detection) == [.lateralMovement("dcom")])
    }

    @Test func `a remote shell takes several requests`() {
        func shell(_ count: Int, _ target: String) -> [Finding] {
            var request = HTTPRequest()
            request.method = "POST"
            request.target = target
            return play(Array(repeating: .httpRequest(request), count: count), port: 5985)
        }
        #expect(shell(4, "/wsman?PSVersion=5.1.17763.1").map(\.detection) == [.lateralMovement("winrm")])
        #expect(shell(3, "/wsman").isEmpty)
        #expect(shell(50, "/wsman/SubscriptionManager/WEC").isEmpty)
    }

    @Test func `ordinary sharing, log-on, monitoring and reading are left alone`() {
        let facts: [ApplicationFact] = [
            open("PROJECTS", "report.docx", writes: true), open("SYSVOL", "policy\\gpt.ini", writes: false),
            open("C$", "backup\\data.db", writes: false), open("ADMIN$", "x.exe", writes: true, status: 0xC000_0022),
            .smb(SMBAction(kind: .openPipe, name: "spoolss", share: "IPC$")),
            .smb(SMBAction(kind: .treeConnect, name: "\\\\SRV\\C$", share: "C$", status: 0)),
            call("12345678-1234-abcd-ef00-01234567cffb", 26, overPipe: true),
            call("f309ad18-d86a-11d0-a075-00c04fb68820", 6), call("9556dc99-828c-11cf-a37e-00aa003240c7", 20),
            call("367abb81-9844-35f1-ad32-98f038001003", 15, overPipe: true),
        ]
        #expect(play(facts).isEmpty)
    }

    @Test func `a write to C$ that is no program is said with less weight, once`() {
        let found = play((0..<9).map { open("C$", "temp\\note\($0).txt", writes: true) })
        #expect(found.count == 1)
        #expect(found.first?.severity == .medium)
    }

    @Test func `several machines raise it and are counted`() throws {
        var scene = Scene()
        for host in 1...4 as ClosedRange<UInt8> {
            let flow = scene.flow(to: IPAddress(10, 0, 2, host), port: 445, at: Double(host))
            scene.fact(open("C$", "a.txt", writes: true), flow, at: Double(host))
        }
        let last = try #require(scene.findings(LateralMovement.self).last)
        #expect(last.count("machines_reached") == 4)
        #expect(last.severity == .high)
    }

    @Test func `a spray of servers stays bounded and a replay says the same`() {
        var scene = Scene()
        for index in 0..<10_000 {
            let flow = scene.flow(to: IPAddress(v4: 0x0A02_0000 + UInt32(index)), port: 445, at: Double(index) * 0.01)
            scene.fact(.smb(SMBAction(kind: .treeConnect, name: "c", share: "C$")), flow, at: Double(index) * 0.01)
        }
        let flow = scene.flow(port: 445, at: 200)
        scene.fact(open("ADMIN$", "a.exe", writes: true), flow, at: 200)
        let found = scene.findings(LateralMovement.self)
        #expect(found.count == 1)
        #expect(found == scene.findings(LateralMovement.self))
    }

    private func pipe(_ name: String, share: String = "", status: UInt32? = 0) -> ApplicationFact {
        .smb(SMBAction(kind: share.isEmpty ? .openFile : .openPipe, name: name, share: share, status: status))
    }

    @Test func `calls whose interface was agreed before the capture are known by their pipe`() {
        #expect(play([pipe("svcctl"), call("", 12, overPipe: true)]).map(\.detection) == [.lateralMovement("service")])
        #expect(
            play([pipe("atsvc", share: "IPC$"), call("", 1, overPipe: true)]).map(\.detection)
                == [.lateralMovement("scheduled_task")])
        #expect(play([pipe("samr", share: "IPC$"), call("", 12, overPipe: true)]).isEmpty)
        #expect(play([call("", 12, overPipe: true)]).isEmpty)
        #expect(play([pipe("svcctl"), call("", 15, overPipe: true)]).isEmpty)
    }

    @Test func `the pipes of remote execution tools are telling, refused ones are not`() {
        #expect(play([pipe("PSEXESVC-HOST-1-stdin", share: "IPC$")]).map(\.detection) == [.lateralMovement("service")])
        #expect(play([pipe("RemCom_communicaton")]).map(\.detection) == [.lateralMovement("service")])
        #expect(play([pipe("PSEXESVC", share: "IPC$", status: 0xC000_0034)]).isEmpty)
    }

    @Test func `on a share that was connected before the capture only telling files count`() {
        #expect(play([open("", "Windows\\Temp\\a.exe", writes: true)]).map(\.detection) == [.lateralMovement("smb")])
        #expect(play([open("", "__output", writes: false)]).map(\.detection) == [.lateralMovement("smb")])
        #expect(play([open("", "Temp\\qZkWpRtY.tmp", writes: false)]).map(\.detection) == [.lateralMovement("smb")])
        #expect(play([open("", "setup.exe", writes: true), open("", "reports\\may.docx", writes: true)]).isEmpty)
    }
}
