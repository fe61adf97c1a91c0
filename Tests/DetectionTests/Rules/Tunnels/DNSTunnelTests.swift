import Detection
import Testing
import Vocabulary

struct DNSTunnelTests {
    static let resolver = IPAddress(10, 0, 0, 53)

    private func ask(
        _ scene: inout Scene, _ name: String, type: UInt16, at time: Double, answer: DNSAnswer? = nil,
        client: IPAddress = Scene.client, resolver: IPAddress = DNSTunnelTests.resolver
    ) {
        let flow = scene.flow(client, to: resolver, port: 53, transport: .udp, at: time, service: .dns)
        var message = DNSMessage()
        message.name = name
        message.type = type
        scene.fact(.dns(message), flow, at: time)
        message.isResponse = true
        message.answers = answer.map { [$0] } ?? []
        scene.fact(.dns(message), flow, at: time + 0.02)
    }

    private func address(_ name: String, _ address: IPAddress = IPAddress(198, 51, 100, 4)) -> DNSAnswer {
        DNSAnswer(name: name, type: 1, ttl: 60, address: address, text: "", size: 4)
    }

    /// Uploads so many bytes a second in base32 names of 40 bytes each.
    private func upload(bytesPerSecond: Double, seconds: Double) -> Scene {
        var scene = Scene()
        var noise = Noise()
        let gap = 25 / bytesPerSecond
        var time = 0.0
        while time < seconds {
            let name = noise.text(40, from: "abcdefghijklmnopqrstuvwxyz234567") + ".t.example.net"
            ask(
                &scene, name, type: 1, at: time,
                answer: address(name, IPAddress(v4: UInt32(truncatingIfNeeded: noise.bits()))))
            time += gap
        }
        return scene
    }

    @Test(arguments: [5.0, 50, 2000]) func `names that carry data are a tunnel at any pace`(rate: Double) throws {
        let found = upload(bytesPerSecond: rate, seconds: 4000 / rate).findings(DNSTunnel.self)
        let first = try #require(found.first)
        #expect(first.detection == .dnsTunnel)
        #expect(first.attackers == [.address(Scene.client)])
        #expect(first.victims == [.address(Self.resolver)])
        #expect(first.techniques.contains("T1071.004"))
        #expect(first.evidence.contains { $0.name == "domain" && $0.value == .text("example.net") })
        #expect((first.count("distinct_names") ?? 0) >= 12)
        #expect(found.count <= 2)
    }

    @Test func `a handful of such names is not enough`() {
        #expect(upload(bytesPerSecond: 5, seconds: 50).findings(DNSTunnel.self).isEmpty)
    }

    @Test func `a short handshake over NULL is enough`() throws {
        var scene = Scene()
        var noise = Noise()
        for index in 0..<40 {
            let name = noise.text(9, from: "abcdefghijklmnopqrstuvwxyz012345") + ".pipe.example"
            let answer = DNSAnswer(
                name: name, type: 10, ttl: 0, address: nil, text: noise.text(20, from: "abcdef"), size: 60)
            ask(&scene, name, type: 10, at: Double(index), answer: answer)
        }
        #expect(scene.findings(DNSTunnel.self).count == 1)
    }

    @Test func `commands in TXT answers are found though the names are short`() throws {
        var scene = Scene()
        var noise = Noise()
        for index in 0..<30 {
            let name = "l.\(index).ns.example.org"
            let text = noise.text(180, from: "ABCDEFGHIJKLMNOPabcdefghijklmnop0123456789+/")
            ask(
                &scene, name, type: 16, at: Double(index) * 2,
                answer: DNSAnswer(name: name, type: 16, ttl: 0, address: nil, text: text, size: 181))
        }
        let found = scene.findings(DNSTunnel.self)
        #expect(found.count == 1)
        #expect((found.first?.count("answer_bytes") ?? 0) >= 600)
    }

    @Test func `the client behind a resolver is named, not the resolver`() {
        var scene = Scene()
        var noise = Noise()
        let upstream = IPAddress(192, 0, 2, 53)
        for index in 0..<120 {
            let name = noise.text(48, from: "0123456789abcdef") + ".x.example.com"
            let order = DNSAnswer(
                name: name, type: 16, ttl: 0, address: nil, text: noise.text(30, from: "abcdef"), size: 31)
            ask(&scene, name, type: 16, at: Double(index) * 0.5, answer: order)
            ask(
                &scene, name, type: 16, at: Double(index) * 0.5 + 0.001, answer: order, client: Self.resolver,
                resolver: upstream)
        }
        let found = scene.findings(DNSTunnel.self)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.attackers == [.address(Scene.client)] })
    }

    @Test func `the resolver is not named either where the client's first question was lost`() {
        var scene = Scene()
        var noise = Noise()
        let upstream = IPAddress(192, 0, 2, 53)
        ask(&scene, "www.example.org", type: 1, at: 0)
        for index in 0..<120 {
            let name = noise.text(48, from: "0123456789abcdef") + ".x.example.com"
            let order = DNSAnswer(
                name: name, type: 16, ttl: 0, address: nil, text: noise.text(30, from: "abcdef"), size: 31)
            if index > 0 { ask(&scene, name, type: 16, at: Double(index) * 0.5, answer: order) }
            ask(
                &scene, name, type: 16, at: Double(index) * 0.5 + 0.001, answer: order, client: Self.resolver,
                resolver: upstream)
        }
        let found = scene.findings(DNSTunnel.self)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.attackers == [.address(Scene.client)] })
    }

    @Test func `content networks are left alone`() {
        var scene = Scene()
        var noise = Noise()
        for index in 0..<120 {
            let cloud = "d" + noise.text(13, from: "abcdefghijklmnopqrstuvwxyz0123456789") + ".cloudfront.net"
            let video = "ipv4-c\(100 + index)-fra00\(index % 9)-ix.1.oca.nflxvideo.net"
            let edge = "e\(1000 + index).dscb.akamaiedge.net"
            for (offset, name) in [cloud, video, edge].enumerated() where index % 3 == 0 || offset > 0 {
                ask(&scene, name, type: 1, at: Double(index) * 20 + Double(offset), answer: address(name))
                ask(&scene, name, type: 65, at: Double(index) * 20 + Double(offset))
            }
        }
        #expect(scene.findings(DNSTunnel.self).isEmpty)
    }

    @Test func `reverse lookups, mail policy, blocklists and reputation lookups are left alone`() {
        var scene = Scene()
        var noise = Noise()
        for index in 0..<200 {
            let time = Double(index) * 3
            ask(&scene, "\(index).2.0.192.in-addr.arpa", type: 12, at: time)
            let spf = "mail\(index).example\(index % 20).com"
            ask(
                &scene, spf, type: 16, at: time,
                answer: DNSAnswer(name: spf, type: 16, ttl: 300, address: nil, text: "v=spf1 -all", size: 12))
            let blocked = "\(index % 256).113.0.203.zen.example.org"
            ask(&scene, blocked, type: 1, at: time, answer: address(blocked, IPAddress(127, 0, 0, 4)))
            let hash = noise.text(32, from: "0123456789abcdef") + ".v4.reputation.example.net"
            ask(&scene, hash, type: 1, at: time, answer: address(hash, IPAddress(127, 0, 0, 1)))
        }
        #expect(scene.findings(DNSTunnel.self).isEmpty)
    }

    @Test
    func `thousands of digests asked about one by one are no tunnel, the same names with data in answers are one`() {
        func lookups(_ answer: (String, inout Noise) -> DNSAnswer?) -> [Finding] {
            var scene = Scene()
            var noise = Noise()
            for index in 0..<900 {
                let name = noise.text(32, from: "0123456789abcdef") + ".hash.example.net"
                ask(&scene, name, type: 1, at: Double(index) * 2, answer: answer(name, &noise))
            }
            return scene.findings(DNSTunnel.self)
        }
        #expect(lookups { name, noise in address(name, IPAddress(127, 0, 0, UInt8(noise.bits() % 4))) }.isEmpty)
        #expect(lookups { _, _ in nil }.isEmpty)
        // The few machines of a content network.
        #expect(lookups { name, noise in address(name, IPAddress(198, 51, 100, UInt8(noise.bits() % 12))) }.isEmpty)
        #expect(
            !lookups { name, noise in address(name, IPAddress(v4: UInt32(truncatingIfNeeded: noise.bits()))) }.isEmpty)
    }

    @Test func `a line about each of many addresses is a directory, lines under counted names are a channel`() {
        func lines(_ name: (Int, inout Noise) -> String) -> [Finding] {
            var scene = Scene()
            var noise = Noise()
            for index in 0..<60 {
                let name = name(index, &noise)
                let text = "\(index) | 198.51.\(index).0/24 | XX | registry | 2009-07-21"
                ask(
                    &scene, name, type: 16, at: Double(index) * 9,
                    answer: DNSAnswer(name: name, type: 16, ttl: 300, address: nil, text: text, size: 50))
            }
            return scene.findings(DNSTunnel.self)
        }
        #expect(
            lines { _, noise in
                (0..<4).map { _ in "\(noise.bits() % 250)" }.joined(separator: ".") + ".origin.asn.example.org"
            }.isEmpty)
        #expect(!lines { index, _ in "\(index).stage.asn.example.org" }.isEmpty)
    }

    @Test func `what is said of one domain again and again, beside addresses that change, is no channel`() {
        var scene = Scene()
        for index in 0..<60 {
            let time = Double(index) * 10
            let name = "mail.example.org"
            ask(
                &scene, name, type: 16, at: time,
                answer: DNSAnswer(name: name, type: 16, ttl: 60, address: nil, text: "site-verification=0123", size: 60)
            )
            ask(&scene, name, type: 15, at: time + 1, answer: address(name, IPAddress(198, 51, 100, UInt8(index))))
        }
        #expect(scene.findings(DNSTunnel.self).isEmpty)
    }

    @Test func `a spray of domains stays bounded and a replay says the same`() {
        var scene = upload(bytesPerSecond: 200, seconds: 30)
        var noise = Noise(7)
        for index in 0..<8_000 {
            ask(&scene, "www." + noise.text(12, from: "abcdefghijklm") + ".com", type: 1, at: 40 + Double(index) * 0.01)
        }
        let found = scene.findings(DNSTunnel.self)
        #expect((1...2).contains(found.count))
        #expect(found == scene.findings(DNSTunnel.self))
    }
}
