import Detection
import Testing
import Vocabulary

struct DGATests {
    private func answer(_ scene: inout Scene, _ name: String, code: UInt8, at time: Double, address: IPAddress? = nil) {
        let flow = scene.flow(to: IPAddress(10, 0, 0, 53), port: 53, transport: .udp, at: time, service: .dns)
        var message = DNSMessage()
        message.isResponse = true
        message.name = name
        message.type = 1
        message.responseCode = code
        message.answers = address.map { [DNSAnswer(name: name, type: 1, ttl: 9, address: $0, text: "", size: 4)] } ?? []
        scene.fact(.dns(message), flow, at: time)
    }
    private let letters = "bcdfghjklmnpqrstvwxzaeiouy"

    @Test func `missing domains that nobody would say`() throws {
        var scene = Scene()
        var noise = Noise()
        for index in 0..<40 { answer(&scene, noise.text(13, from: letters) + ".com", code: 3, at: Double(index) * 2) }
        let found = scene.findings(DGA.self)
        let first = try #require(found.first)
        #expect(first.detection == .dga)
        #expect(first.techniques == ["T1568.002"])
        #expect(first.attackers == [.address(Scene.client)])
        #expect((first.count("missing_domains") ?? 0) >= 10)
        #expect(found.count == 1)
    }

    @Test func `a sinkhole that answers them all is named`() throws {
        var scene = Scene()
        var noise = Noise()
        for index in 0..<60 {
            answer(
                &scene, noise.text(13, from: letters) + ".info", code: 0, at: Double(index) * 2, address: Scene.outside)
        }
        let first = try #require(scene.findings(DGA.self).first)
        #expect(first.victims == [.address(Scene.outside)])
    }

    @Test func `a few of them are not enough`() {
        var scene = Scene()
        var noise = Noise()
        for index in 0..<8 { answer(&scene, noise.text(13, from: letters) + ".com", code: 3, at: Double(index)) }
        #expect(scene.findings(DGA.self).isEmpty)
    }

    @Test func `probes, search suffixes, typing errors, hashes under one domain and browsing are left alone`() {
        var scene = Scene()
        var noise = Noise()
        let sites = [
            "wikipedia.org", "googlesyndication.com", "stackoverflow.com", "scorecardresearch.com", "doubleclick.net",
            "newrelic.com", "cloudflareinsights.com", "gogle.com", "wikipdia.org", "facebok.com", "windowsupdate.com",
        ]
        for index in 0..<120 {
            let time = Double(index) * 5
            answer(&scene, noise.text(11, from: letters), code: 3, at: time)
            answer(&scene, noise.text(11, from: letters) + ".corp.example.com", code: 3, at: time)
            answer(&scene, noise.text(32, from: "0123456789abcdef") + ".reputation.example.net", code: 3, at: time)
            answer(&scene, "\(index).0.0.10.in-addr.arpa", code: 3, at: time)
            answer(&scene, "www." + sites[index % sites.count], code: index % 3 == 0 ? 3 : 0, at: time)
        }
        #expect(scene.findings(DGA.self).isEmpty)
    }

    @Test func `a replay says the same`() {
        var scene = Scene()
        var noise = Noise(3)
        for index in 0..<3000 {
            answer(&scene, noise.text(12, from: letters) + ".biz", code: 3, at: Double(index) * 0.1)
        }
        let found = scene.findings(DGA.self)
        #expect((1...4).contains(found.count))
        #expect(found == scene.findings(DGA.self))
    }
}
