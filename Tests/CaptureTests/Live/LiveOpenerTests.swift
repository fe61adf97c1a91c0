import Capture
import Testing

/// What opening says when it cannot: no rights needed to test that.
@Suite
struct LiveOpenerTests {
    @Test
    func `an unknown interface is named together with those that there are`() {
        let error = #expect(throws: CaptureError.self) { _ = try LiveCapture(["nosuch0"]) }
        #expect(error?.code == .noSuchInterface)
        #expect(error?.message.contains("nosuch0") == true)
        #expect(error?.message.contains("lo") == true)
    }

    @Test(arguments: [[], ["an-interface-name-that-is-too-long"], ["a/b"], [""]])
    func `no interface and impossible names are refused`(names: [String]) {
        #expect(throws: CaptureError.self) { _ = try LiveCapture(names) }
    }

    @Test(.enabled(if: TestNetwork.isPossible, TestNetwork.need), arguments: ["arp prot", "vlan vlan prot"])
    func `a filter that is not valid is refused`(filter: String) {
        var options = CaptureOptions()
        options.filter = filter
        let error = #expect(throws: CaptureError.self) { _ = try LiveCapture(["lo"], options: options) }
        #expect(error?.code == .badFilter)
    }
}
