import Detection
import Testing
import Vocabulary

struct RemoteExecutionTests {
    private func kind(_ interface: String, _ operation: UInt16, _ kind: DCERPCCall.Kind = .request) -> RemoteExecution?
    {
        RemoteExecution(DCERPCCall(kind: kind, interface: interface, name: "", operation: operation, overPipe: false))
    }

    @Test func `knows what each call means`() {
        #expect(kind("367abb81-9844-35f1-ad32-98f038001003", 12) == .createService)
        #expect(kind("367abb81-9844-35f1-ad32-98f038001003", 19) == .startService)
        #expect(kind("1ff70682-0a51-30e8-076d-740be8cee98b", 0) == .registerTask)
        #expect(kind("86d35949-83c9-4044-b424-db363231fd0c", 12) == .runTask)
        #expect(kind("000001a0-0000-0000-c000-000000000046", 4) == .activate)
        #expect(kind("4d9f4ab8-7d1c-11cf-861e-0020af6e7c57", 0) == .activate)
        #expect(kind("00020400-0000-0000-c000-000000000046", 6) == .invoke)
        #expect(kind("f309ad18-d86a-11d0-a075-00c04fb68820", 6) == .wmiLogin)
        #expect(kind("9556dc99-828c-11cf-a37e-00aa003240c7", 24) == .wmiExecute)
    }

    @Test func `queries, binds and other interfaces mean nothing`() {
        #expect(kind("367abb81-9844-35f1-ad32-98f038001003", 15) == nil)
        #expect(kind("9556dc99-828c-11cf-a37e-00aa003240c7", 20) == nil)
        #expect(kind("367abb81-9844-35f1-ad32-98f038001003", 12, .bind) == nil)
        #expect(kind("12345678-1234-abcd-ef00-01234567cffb", 26) == nil)
    }

    @Test func `every kind has a name for evidence`() {
        #expect(Set(RemoteExecution.allCases.map(\.name)).count == RemoteExecution.allCases.count)
    }
}
