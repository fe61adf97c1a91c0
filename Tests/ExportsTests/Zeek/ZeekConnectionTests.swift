@testable import Exports
import Testing
import Vocabulary

@Suite struct ZeekConnectionTests {
    @Test func `different flows have different names of one form`() {
        var names: Set<String> = []
        for id: UInt64 in 0..<10_000 {
            var text = ByteText()
            ZeekConnection.uid(id &* 8, into: &text)
            names.insert(String(decoding: text.bytes, as: UTF8.self))
        }
        #expect(names.count == 10_000)
        #expect(names.allSatisfy { $0.hasPrefix("C") && $0.utf8.count == 12 })
    }

    @Test func `services have Zeek's names, and none without payload`() {
        func service(_ service: Service, _ transport: IPProtocol = .tcp, payload: UInt64 = 1) -> String? {
            var flow = Sample.flow(transport, payload: payload)
            flow.service = service
            return ZeekConnection.service(flow)
        }
        #expect(service(.tls) == "ssl")
        #expect(service(.mdns, .udp) == "dns")
        #expect(service(.ldap, .udp) == "ldap_udp")
        #expect(service(.vnc) == "rfb")
        #expect(service(.ssh) == "ssh")
        #expect(service(.unknown) == nil)
        #expect(service(.http, payload: 0) == nil)
    }

    @Test func `a reset by both sides without data is a rejection`() {
        var flow = Sample.flow(payload: 0)
        flow.initiator.flags = [.syn, .rst]
        flow.responder.flags = [.syn, .ack, .rst]
        #expect(ZeekConnection.state(flow) == "REJ")
        flow.initiator.payload = 5
        #expect(ZeekConnection.state(flow) == "RSTR")
    }

    @Test func `a flow that nobody answered for another transport is other`() {
        #expect(ZeekConnection.state(Sample.flow(.sctp)) == "OTH")
    }
}
