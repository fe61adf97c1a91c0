import Capture
import Exports
import Forge
import Sentinel
import Testing
import Vocabulary

/// `conn.log` and `dns.log` of forged conversations, through the whole path.
@Suite struct ZeekConversationTests {
    private static let open: [Talk.Step] = [.c(.syn, 0), .s([.syn, .ack], 0), .c(.ack, 0)]
    private static let data: [Talk.Step] = [.c([.psh, .ack], 20), .s(.ack, 0), .s([.psh, .ack], 30), .c(.ack, 0)]

    /// Client port, steps, `conn_state`, `history`.
    private static let conversations: [(UInt16, [Talk.Step], String, String)] = [
        (2001, [.c(.syn, 0)], "S0", "S"),
        (2002, open, "S1", "ShA"),
        (2003, open + data, "S1", "ShADad"),
        (2004, open + data + [.c([.fin, .ack], 0), .s([.fin, .ack], 0), .c(.ack, 0)], "SF", "ShADadFf"),
        (2005, open + data + [.s([.fin, .ack], 0), .c([.fin, .ack], 0), .s(.ack, 0)], "SF", "ShADadfF"),
        (2006, [.c(.syn, 0), .s([.rst, .ack], 0)], "REJ", "Sr"),
        (2007, open + [.c([.fin, .ack], 0), .s(.ack, 0)], "S2", "ShAFa"),
        (2008, open + [.s([.fin, .ack], 0), .c(.ack, 0)], "S3", "ShAf"),
        (2009, open + data + [.c([.rst, .ack], 0)], "RSTO", "ShADadR"),
        (2010, open + data + [.s([.rst, .ack], 0)], "RSTR", "ShADadr"),
        (2011, [.c(.syn, 0), .s([.syn, .ack], 0), .c(.rst, 0)], "RSTO", "ShR"),
        (2012, [.c(.syn, 0), .c(.rst, 0)], "RSTOS0", "SR"),
        (2013, [.s([.syn, .ack], 0), .s(.rst, 0)], "RSTRH", "hr"),
        (2014, [.c(.syn, 0), .c([.fin, .ack], 0)], "SH", "SF"),
        (2015, [.s([.syn, .ack], 0), .s([.fin, .ack], 0)], "SHR", "hf"),
        (2016, data, "OTH", "DadA"),
        (2017, [.s(.ack, 0)], "OTH", "a"),
        (2018, [.c(.rst, 0)], "OTH", "R"),
        // A flow joined midway that ends well is a normal ending to Zeek's script, whatever its table of states says.
        (2019, data + [.c([.fin, .ack], 0), .s([.fin, .ack], 0)], "SF", "DadAFf"),
        (2020, [.c([.syn, .fin], 0)], "SH", "SFQ"),
    ]

    @Test(arguments: [1, 4])
    func `every TCP conversation has Zeek's state and history`(_ workers: Int) throws {
        var talk = Talk()
        for (port, steps, _, _) in Self.conversations { talk.tcp(port, steps) }
        let lines = try WaysOut(talk.frames, workers: workers).zeek("conn.log")
        #expect(lines.count == Self.conversations.count)
        for (port, steps, state, history) in Self.conversations {
            let line = try #require(lines.first { $0["id.orig_p"] == "\(port)" }, "\(port)")
            #expect(line["conn_state"] == state, "\(port) \(line["history"] ?? "")")
            #expect(line["history"] == history, "\(port)")
            #expect(line["id.orig_h"] == "\(Talk.client)")
            #expect(line["proto"] == "tcp")
            // A flow is told when both have sent their FIN: the last acknowledgment comes after that.
            let told = steps.dropLast(state == "SF" && steps.count > 9 ? 1 : 0)
            let sent = told.filter { if case .c = $0 { true } else { false } }
            #expect(line["orig_pkts"] == "\(sent.count)", "\(port)")
            #expect(line["resp_pkts"] == "\(told.count - sent.count)", "\(port)")
            #expect(line["missed_bytes"] == "-")
        }
        let whole = try #require(lines.first { $0["id.orig_p"] == "2004" })
        #expect(whole["orig_bytes"] == "20")
        #expect(whole["resp_bytes"] == "30")
        #expect(whole["duration"] == "0.009000" || whole["duration"] == "0.008000")
        let alone = try #require(lines.first { $0["id.orig_p"] == "2001" })
        #expect(alone["duration"] == "-")
        #expect(alone["orig_bytes"] == "-")
        #expect(alone["service"] == "-")
    }

    @Test func `UDP and ICMP have states of their own`() throws {
        var talk = Talk()
        talk.udp(3001, to: 9999, [true], [1])
        talk.udp(3002, to: 9999, [true, false], [1, 2])
        talk.udp(3003, to: 53, [false], [1])
        talk.send(ICMP.echoRequest(id: 1, sequence: 1))
        talk.send(ICMP.echoReply(id: 1, sequence: 1), fromClient: false)
        let lines = try WaysOut(talk.frames).zeek("conn.log")
        func line(_ port: String) throws -> [String: String] { try #require(lines.first { $0["id.orig_p"] == port }) }
        #expect(try line("3001")["conn_state"] == "S0")
        #expect(try line("3001")["history"] == "D")
        #expect(try line("3001")["missed_bytes"] == "0")
        #expect(try line("3002")["conn_state"] == "SF")
        #expect(try line("3002")["history"] == "Dd")
        #expect(try line("3003")["conn_state"] == "SHR")
        #expect(try line("3003")["history"] == "d")
        let ping = try line("8")
        #expect(ping["id.resp_p"] == "0")
        #expect(ping["proto"] == "icmp")
        #expect(ping["conn_state"] == "OTH")
        #expect(ping["history"] == "-")
        #expect(ping["ip_proto"] == "1")
    }

    @Test(arguments: [1, 2])
    func `what is local follows what the capture has shown`(_ workers: Int) throws {
        let public1 = IPAddress(203, 0, 113, 9)
        var talk = Talk()
        // Refused at once, so that the flow ends before the address is seen to live here.
        talk.tcp(4001, to: 81, [.c(.syn, 0), .s([.rst, .ack], 0)])
        talk.send(TCP(from: 4002, to: 81, .syn, sequence: 1), client: public1, server: Talk.server)
        talk.send(TCP(from: 81, to: 4002, [.rst, .ack]), fromClient: false, client: public1, server: Talk.server)
        let mac = MACAddress(bits: 0x0200_0000_0009)
        talk.put(
            Ethernet(from: mac, to: .broadcast) / ARP.request(who: IPAddress(203, 0, 113, 1), from: public1, mac: mac))
        talk.send(TCP(from: 4003, to: 81, .syn, sequence: 1), client: public1, server: Talk.server)
        talk.send(TCP(from: 81, to: 4003, [.rst, .ack]), fromClient: false, client: public1, server: Talk.server)
        let lines = try WaysOut(talk.frames, workers: workers).zeek("conn.log")
        let locals = try ["4001", "4002", "4003"].map { port in
            let line = try #require(lines.first { $0["id.orig_p"] == port })
            return "\(line["local_orig"] ?? "")\(line["local_resp"] ?? "")"
        }
        #expect(locals == ["TF", "FF", "TF"])
    }

    @Test func `flows in tunnels are lines of their own`() throws {
        var talk = Talk()
        let inner = IPv4(from: IPAddress(10, 1, 0, 1), to: IPAddress(10, 1, 0, 2)) / UDP(from: 5001, to: 9) / [1, 2]
        talk.send(GRE() / inner)
        let out = try WaysOut(talk.frames)
        let lines = try out.zeek("conn.log")
        #expect(lines.map { $0["ip_proto"] } == ["47", "17"])
        #expect(lines.map { $0["proto"] } == ["unknown_transport", "udp"])
        #expect(lines.map { $0["tunnel_parents"] } == ["-", "-"])
        let flows = try out.eve("flow")
        #expect(flows.map { ($0["tunnel"] as? [String: Int])?["depth"] } == [nil, 1])
        #expect(flows.map { $0["proto"] as? String } == ["GRE", "UDP"])
        #expect(flows.map { $0["src_port"] as? Int } == [nil, 5001])
    }

    @Test func `a query stands with its answer, or alone`() throws {
        var talk = Talk()
        let name = "www.example.com"
        var answer = DNS.query(name, id: 7)
        answer.isResponse = true
        answer.answers = [
            .alias(name, DNS.cname, to: "a,b.example", ttl: 60),
            .address("a,b.example", IPAddress(192, 0, 2, 1), ttl: 30),
        ]
        talk.udp(6001, to: 53, [true], DNS.query(name, id: 7).bytes)
        talk.udp(6001, to: 53, [false], answer.bytes)
        talk.udp(6002, to: 53, [true], DNS.query("gone.example", DNS.txt, id: 8).bytes)
        let lines = try WaysOut(talk.frames).zeek("dns.log")
        #expect(lines.count == 2)
        let whole = try #require(lines.first { $0["trans_id"] == "7" })
        #expect(whole["rtt"] == "0.001000")
        #expect(whole["query"] == name)
        #expect(whole["qtype"] == "1")
        #expect(whole["qtype_name"] == "A")
        #expect(whole["rcode_name"] == "NOERROR")
        #expect(whole["answers"] == #"a\x2cb.example,192.0.2.1"#)
        #expect(whole["TTLs"] == "60.000000,30.000000")
        let alone = try #require(lines.first { $0["trans_id"] == "8" })
        #expect(alone["rtt"] == "-")
        #expect(alone["rcode"] == "-")
        #expect(alone["answers"] == "-")
        #expect(alone["qtype_name"] == "TXT")
    }
}
