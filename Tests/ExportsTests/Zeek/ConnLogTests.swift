import Exports
import Flows
import Testing
import Vocabulary

@Suite struct ConnLogTests {
    @Test func `a flow is one line under Zeek's header`() {
        let memory = Memory()
        var log = ConnLog(to: memory)
        var flow = Sample.flow()
        flow.history.add(.s, fromInitiator: true)
        flow.history.add(.i, fromInitiator: true)
        flow.initiator.flags = .syn
        flow.responder.packets = 0
        flow.service = .ssh
        log.observe(events: [Sample.closed(flow)], home: HomeNetworks())
        #expect(memory.lines[0] == #"#separator \x09"#)
        #expect(memory.lines[4] == "#path\tconn")
        #expect(memory.lines[5].split(separator: "\t").count == memory.lines[6].split(separator: "\t").count)
        #expect(
            memory.record == [
                "1767600000.123456", "CgiFzp1k9paD", "10.0.0.1", "4711", "192.0.2.1", "22", "tcp", "ssh", "2.500000",
                "10", "0", "S0", "T", "F", "-", "SQ", "3", "170", "0", "60", "-", "6", "1:575lbRXoaWI/hDkdehy9uGEYMfI=",
            ])
    }

    @Test func `configured home networks decide alone`() throws {
        let memory = Memory()
        var log = ConnLog(to: memory)
        let home = HomeNetworks(configured: [try #require(AddressBlock("192.0.2.0/24"))])
        log.observe(events: [Sample.closed()], home: home)
        #expect(memory.record[12...13] == ["F", "T"])
    }

    @Test func `prefixes of live interfaces are home`() throws {
        let memory = Memory()
        var log = ConnLog(to: memory)
        var home = HomeNetworks()
        log.observe(events: [Sample.closed()], home: home)
        #expect(memory.record[12...13] == ["T", "F"])
        home.observe(interface: try #require(AddressBlock("192.0.2.0/24")))
        log.observe(events: [Sample.closed()], home: home)
        #expect(memory.record[12...13] == ["T", "T"])
    }
}
