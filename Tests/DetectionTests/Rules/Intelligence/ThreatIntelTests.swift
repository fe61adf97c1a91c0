import Flows
import Testing
import Vocabulary

@testable import Detection

struct ThreatIntelTests {
    private static let bad = IPAddress(203, 0, 113, 9)

    /// A table of one list that names these.
    private func table(
        _ blocks: [String] = [], domains: [String] = [], fingerprints: [String] = [], confidence: Double = 0.9
    ) throws -> IndicatorTable {
        var builder = IndicatorTableBuilder()
        builder.begin(list: 0)
        builder.label("Emotet")
        for block in blocks { builder.add(try #require(AddressBlock(block))) }
        for name in domains { builder.add(domain: Array(name.utf8)) }
        for text in fingerprints { builder.add(fingerprint: Array(text.utf8)) }
        var list = IndicatorList(id: "bad.txt", name: "bad")
        list.confidence = confidence
        return try builder.build([list])
    }

    private func findings(
        _ scene: Scene, _ table: IndicatorTable?, settings: [String: Double] = [:]
    ) -> [Finding] {
        var context = DetectionContext(home: HomeNetworks(), hosts: HostWindows())
        context.indicators = table
        var rules = RuleSet(context: context, catalog: [ThreatIntel.self], settings: ["threat-intel": settings])
        for event in scene.events { rules.observe(event) }
        return rules.drain()
    }

    private func text(_ finding: Finding, _ name: String) -> String? {
        for item in finding.evidence where item.name == name {
            switch item.value {
            case .text(let text): return text
            case .list(let list): return list.joined(separator: ",")
            default: return nil
            }
        }
        return nil
    }

    @Test func `a host that connects to a listed address is told at its first packet`() throws {
        var scene = Scene()
        let flow = scene.flow(to: Self.bad, port: 443, at: 1)
        scene.play(.opened, flow, at: 1)
        let found = findings(scene, try table(["203.0.113.9"]))
        let first = try #require(found.first)
        #expect(found.count == 1)
        #expect(first.detection == .threatIntel)
        #expect(first.attackers == [.address(Scene.client)])
        #expect(first.victims == [.address(Self.bad)])
        #expect(first.severity == .high)
        #expect(first.techniques == ["T1071"])
        #expect(text(first, "indicator") == "203.0.113.9")
        #expect(text(first, "list") == "bad")
        #expect(text(first, "said_of_it") == "Emotet")
        #expect(text(first, "direction") == "outbound")
        #expect(first.flows == [flow.id])
    }

    @Test func `a listed address that comes to us is the attacker, and weighs more once it is answered`() throws {
        var scene = Scene()
        let flow = scene.flow(Self.bad, to: Scene.server, port: 22, at: 1)
        scene.play(.opened, flow, at: 1)
        scene.play(.established, flow, at: 1.1)
        let found = findings(scene, try table(["203.0.113.0/24"]))
        #expect(found.map(\.severity) == [.low, .medium])
        #expect(found.allSatisfy { $0.attackers == [.address(Self.bad)] })
        #expect(found.first?.victims == [.address(Scene.server)])
        #expect(found.first.flatMap { text($0, "indicator") } == "203.0.113.0/24")
    }

    @Test func `fifty hits from one source are two findings, and one with a tenth more on each rung`() throws {
        var scene = Scene()
        for index in 0..<50 {
            scene.play(.opened, scene.flow(Self.bad, to: Scene.server, port: 22, at: Double(index)), at: Double(index))
        }
        let found = findings(scene, try table(["203.0.113.9"]))
        #expect(found.count == 2)
        #expect(Set(found.map(\.attackers)).count == 1)
    }

    @Test func `a hundred listed strangers that knock are told one by one up to the limit, then together`() throws {
        var scene = Scene()
        for index in 0..<100 {
            let source = IPAddress(203, 0, 113, UInt8(index + 1))
            scene.play(.opened, scene.flow(source, to: Scene.server, port: 22, at: 1), at: 1)
        }
        let found = findings(scene, try table(["203.0.113.0/24"]), settings: ["knocking_sources": 10])
        #expect(found.count == 11)
        #expect(found.allSatisfy { $0.severity == .low })
    }

    @Test func `a question for a name below a listed domain is a hit, and the answer adds none`() throws {
        var scene = Scene()
        let flow = scene.flow(to: IPAddress(10, 0, 0, 53), port: 53, transport: .udp, at: 1, service: .dns)
        var message = DNSMessage()
        message.name = "a.cdn.bad.example"
        message.type = 1
        scene.fact(.dns(message), flow, at: 1)
        message.isResponse = true
        message.answers = [DNSAnswer(name: message.name, type: 5, ttl: 9, address: nil, text: "x.bad.example", size: 9)]
        scene.fact(.dns(message), flow, at: 1.1)
        let found = findings(scene, try table(domains: ["bad.example"]))
        let first = try #require(found.first)
        #expect(found.count == 1)
        #expect(first.attackers == [.address(Scene.client)])
        #expect(text(first, "seen") == "a.cdn.bad.example")
        #expect(text(first, "indicator") == "bad.example")
    }

    @Test func `an answer that leads to a listed address is a hit`() throws {
        var scene = Scene()
        let flow = scene.flow(to: IPAddress(10, 0, 0, 53), port: 53, transport: .udp, at: 1, service: .dns)
        var message = DNSMessage()
        message.name = "innocent.example"
        message.isResponse = true
        message.answers = [
            DNSAnswer(name: message.name, type: 1, ttl: 9, address: Self.bad, text: "", size: 4)
        ]
        scene.fact(.dns(message), flow, at: 1)
        let found = findings(scene, try table(["203.0.113.9"]))
        #expect(found.map(\.victims) == [[.address(Self.bad)]])
        #expect(found.first?.severity == .medium)
    }

    @Test func `server names, web hosts and fingerprints are looked up`() throws {
        var scene = Scene()
        var hello = TLSClientHello()
        hello.serverName = "WWW.Bad.Example"
        hello.ja3 = "e7d705a3286e19ea42f587b344ee6865"
        let flow = scene.flow(to: Self.bad, port: 443, at: 1)
        scene.fact(.tlsClientHello(hello), flow, at: 1)
        var request = HTTPRequest()
        request.host = "bad.example:8080"
        scene.fact(.httpRequest(request), scene.flow(to: Self.bad, port: 8080, at: 2), at: 2)
        let found = findings(
            scene, try table(domains: ["bad.example"], fingerprints: ["e7d705a3286e19ea42f587b344ee6865"]))
        #expect(found.map { text($0, "kind") } == ["domain", "fingerprint", "domain"])
        #expect(found.map(\.techniques) == [["T1071.001"], ["T1573"], ["T1071.001"]])
    }

    @Test func `what was unlisted as a name is still looked up as a web host`() throws {
        var scene = Scene()
        var message = DNSMessage()
        message.name = "bad.example:8080"
        for second in [1.0, 2] {
            scene.fact(
                .dns(message), scene.flow(to: Scene.server, port: 53, transport: .udp, at: second), at: second)
        }
        var request = HTTPRequest()
        request.host = "bad.example:8080"
        scene.fact(.httpRequest(request), scene.flow(to: Scene.server, port: 8080, at: 3), at: 3)
        let found = findings(scene, try table(domains: ["bad.example"]))
        #expect(found.map { text($0, "seen") } == ["bad.example"])
    }

    @Test func `nothing listed, or no list at all, is silence`() throws {
        var scene = Scene()
        scene.connection(to: IPAddress(203, 0, 113, 10), port: 443, at: 1)
        var message = DNSMessage()
        message.name = "notbad.example"
        scene.fact(.dns(message), scene.flow(to: Scene.server, port: 53, transport: .udp, at: 1), at: 1)
        #expect(findings(scene, try table(["203.0.113.9"], domains: ["bad.example"])).isEmpty)
        #expect(findings(scene, nil).isEmpty)
    }

    @Test func `lists that are not sure enough are left out when asked`() throws {
        var scene = Scene()
        scene.play(.opened, scene.flow(to: Self.bad, port: 443, at: 1), at: 1)
        let table = try table(["203.0.113.9"], confidence: 0.3)
        #expect(findings(scene, table, settings: ["minimum_confidence": 0.5]).isEmpty)
        #expect(findings(scene, table).first?.severity == .medium)
    }
}
