import Exports
import Flows
import Foundation
import Testing
import Vocabulary

@Suite struct EVEStreamTests {
    private let memory = Memory()

    private func stream(cap: Int = 100, interfaces: [String] = []) -> EVEStream<Memory> {
        EVEStream(to: memory, interfaces: interfaces, sessionCap: cap)
    }

    private func tell(_ stream: inout EVEStream<Memory>, _ events: FlowEvent...) {
        stream.observe(events: events, home: HomeNetworks())
    }

    private func last() throws -> [String: Any] {
        let line = try #require(memory.lines.last)
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func `a flow is one line with Suricata's fields`() {
        var stream = stream(interfaces: ["eth0"])
        var flow = Sample.flow()
        flow.initiator.flags = [.syn, .ack, .psh]
        flow.responder.flags = [.syn, .ack]
        flow.state = .established
        flow.service = .ssh
        flow.vlan = 5
        tell(&stream, Sample.closed(flow))
        #expect(
            memory.lines == [
                #"{"timestamp":"2026-01-05T08:00:02.623456+0000","flow_id":8,"in_iface":"eth0","event_type":"flow","vlan":[5],"#
                    + #""src_ip":"10.0.0.1","src_port":4711,"dest_ip":"192.0.2.1","dest_port":22,"proto":"TCP","app_proto":"ssh","#
                    + #""community_id":"1:575lbRXoaWI/hDkdehy9uGEYMfI=","flow":{"pkts_toserver":3,"pkts_toclient":1,"#
                    + #""bytes_toserver":170,"bytes_toclient":60,"start":"2026-01-05T08:00:00.123456+0000","#
                    + #""end":"2026-01-05T08:00:02.623456+0000","age":2,"state":"established","reason":"timeout"},"#
                    + #""tcp":{"tcp_flags":"1a","tcp_flags_ts":"1a","tcp_flags_tc":"12","syn":true,"psh":true,"ack":true,"#
                    + #""state":"established"}}"#
            ])
    }

    @Test func `a flow without payload has no application`() throws {
        var stream = stream()
        var flow = Sample.flow(payload: 0)
        flow.service = .http
        tell(&stream, Sample.closed(flow))
        #expect(try last()["app_proto"] == nil)
    }

    @Test func `a request waits for its response`() throws {
        var stream = stream()
        var request = HTTPRequest()
        request.method = "GET"
        request.target = "/a"
        request.host = "www.example.com:8080"
        var response = HTTPResponse()
        response.status = 404
        response.contentLength = 9
        tell(&stream, Sample.event(.httpRequest(request)))
        #expect(memory.lines.isEmpty)
        tell(&stream, Sample.event(.httpResponse(response), after: 1))
        #expect(memory.lines.count == 1)
        let http = try #require(try last()["http"] as? [String: Any])
        #expect(http["hostname"] as? String == "www.example.com")
        #expect(http["http_port"] as? Int == 8080)
        #expect(http["url"] as? String == "/a")
        #expect(http["http_method"] as? String == "GET")
        #expect(http["status"] as? Int == 404)
        #expect(http["length"] as? Int == 9)
        #expect(try last()["timestamp"] as? String == "2026-01-05T08:00:00.123456+0000")
    }

    @Test(arguments: [
        ("[2001:db8::1]:81", "[2001:db8::1]", 81), ("2001:db8::1", "2001:db8::1", nil), ("a:b", "a:b", nil),
    ])
    func `only a port is cut from a host`(_ host: String, _ name: String, _ port: Int?) throws {
        var stream = stream()
        var request = HTTPRequest()
        request.host = host
        tell(&stream, Sample.event(.httpRequest(request)), Sample.closed())
        let http =
            try #require(
                try JSONSerialization.jsonObject(with: Data(memory.lines[0].utf8)) as? [String: Any])["http"]
            as? [String: Any]
        #expect(http?["hostname"] as? String == name)
        #expect(http?["http_port"] as? Int == port)
    }

    @Test func `requests that nobody answers are written when the flow ends`() {
        var stream = stream()
        for index: UInt32 in 0..<20 {
            var request = HTTPRequest()
            request.index = index
            tell(&stream, Sample.event(.httpRequest(request)))
        }
        #expect(memory.lines.count == 4)
        tell(&stream, Sample.closed())
        #expect(memory.lines.count == 21)
    }

    @Test func `both sides of a handshake make one line`() throws {
        var stream = stream()
        var hello = TLSClientHello()
        hello.serverName = "www.example.com"
        hello.version = 0x0304
        hello.alpn = ["h2"]
        hello.ja3 = String(repeating: "a", count: 32)
        var answer = TLSServerHello()
        answer.version = 0x0303
        answer.ja3s = String(repeating: "b", count: 32)
        var certificate = TLSCertificate()
        certificate.subject = "CN=www.example.com"
        certificate.notBefore = Sample.time
        tell(
            &stream, Sample.event(.tlsClientHello(hello)), Sample.event(.tlsServerHello(answer)),
            Sample.event(.tlsCertificate(certificate)), Sample.closed())
        #expect(memory.lines.count == 2)
        #expect(
            memory.lines[0].hasSuffix(
                #""tls":{"subject":"CN=www.example.com","sni":"www.example.com","version":"TLS 1.2","#
                    + #""notbefore":"2026-01-05T08:00:00","ja3":{"hash":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},"#
                    + #""client_alpns":["h2"],"ja3s":{"hash":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}}}"#))
    }

    @Test func `both sides of an SSH connection make one line`() {
        var stream = stream()
        tell(
            &stream, Sample.event(.sshBanner(SSHBanner(fromClient: true, version: "2.0", software: "a\"\u{1B}"))),
            Sample.event(.sshKeyExchange(SSHKeyExchange(fromClient: false, hassh: "ff"))), Sample.closed())
        #expect(
            memory.lines[0].hasSuffix(
                #""app_proto":"ssh","community_id":"1:575lbRXoaWI/hDkdehy9uGEYMfI=","#
                    + #""ssh":{"client":{"proto_version":"2.0","software_version":"a\"\u001b"},"server":{"hassh":{"hash":"ff"}}}}"#
            ))
    }

    @Test func `a message that contradicts itself is an anomaly of its flow as well`() throws {
        var stream = stream()
        var message = DNSMessage()
        message.isMalformed = true
        message.name = "x"
        message.type = 1
        tell(&stream, Sample.event(.dns(message), Sample.flow(.udp)))
        #expect(memory.lines.count == 2)
        #expect(
            memory.lines[0].hasSuffix(
                #""dns":{"version":2,"type":"query","id":0,"opcode":0,"rrname":"x","rrtype":"A"}}"#))
        #expect(
            memory.lines[1].hasSuffix(
                #""anomaly":{"app_proto":"dns","type":"applayer","event":"malformed_data","layer":"proto_parser"}}"#))
    }

    @Test func `the flow held longest is written early`() {
        var stream = stream(cap: 2)
        for id: UInt64 in 1...3 {
            tell(&stream, Sample.event(.tlsClientHello(TLSClientHello()), Sample.flow(id: id)))
        }
        #expect(memory.lines.count == 1)
        #expect(memory.lines[0].contains(#""flow_id":1,"#))
        stream.finish()
        #expect(memory.lines.count == 3)
        #expect(memory.isClosed)
    }

    @Test func `what is read after the end of a flow is not held back`() {
        var stream = stream()
        var flow = Sample.flow()
        flow.ending = .idle
        tell(&stream, Sample.closed(), Sample.event(.tlsClientHello(TLSClientHello()), flow))
        #expect(memory.lines.count == 2)
    }

    @Test func `sums are told once a minute of event time, also across a gap`() throws {
        var stream = stream()
        for second: Int64 in [58, 59, 61, 62, 200] {
            var tick = TrafficTick()
            tick.second = second
            tick.packets = 10
            tick.newFlows = 2
            let time = Timestamp(nanoseconds: (second + 1) * 1_000_000_000)
            let none = FlowSnapshot(key: .none)
            tell(&stream, FlowEvent(order: 0, timestamp: time, kind: .tick, flow: none, detail: .traffic(tick)))
        }
        #expect(memory.lines.count == 2)
        let stats = try #require(try last()["stats"] as? [String: Any])
        #expect((stats["decoder"] as? [String: Int])?["pkts"] == 50)
        #expect((stats["flow"] as? [String: Int])?["total"] == 10)
    }
}
