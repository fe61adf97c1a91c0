import Detection
import Testing
import Vocabulary

struct LateralTraceTests {
    private func open(_ name: String, share: String = "ADMIN$", writes: Bool, status: UInt32? = 0) -> SMBAction {
        SMBAction(kind: .openFile, name: name, share: share, writes: writes, status: status)
    }

    @Test func `counts a file once, however often it is opened`() {
        var trace = LateralTrace(at: Timestamp(seconds: 1))
        for _ in 0..<5 { _ = trace.observe(open("Temp\\A.EXE", writes: true)) }
        #expect(trace.written == 1)
        #expect(trace.executables == 1)
        #expect(trace.files == ["Temp\\A.EXE"])
        #expect(trace.shares == ["ADMIN$"])
    }

    @Test func `knows command output, and leaves reading and refusals alone`() {
        var trace = LateralTrace(at: Timestamp(seconds: 1))
        _ = trace.observe(open("__1487720253.92", writes: false))
        _ = trace.observe(open("Users\\ann\\photo.jpg", share: "C$", writes: false))
        _ = trace.observe(open("x.exe", writes: true, status: 0xC000_0022))
        _ = trace.observe(open("x.exe", share: "PUBLIC", writes: true))
        #expect(trace.outputs == 1)
        #expect(trace.written == 0)
    }

    @Test func `names are bounded`() {
        var trace = LateralTrace(at: Timestamp(seconds: 1))
        for index in 0..<1000 { _ = trace.observe(open("f\(index)", writes: true)) }
        #expect(trace.files.count == 16)
    }
}
