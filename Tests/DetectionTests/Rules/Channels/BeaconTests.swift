import Detection
import Testing
import Vocabulary

struct BeaconTests {
    private func calls(
        to server: IPAddress = Scene.outside, port: UInt16 = 4444, every period: Double, jitter: Double, loss: Double,
        count: Int, client: IPAddress = Scene.client, seed: UInt64 = 5
    ) -> Scene {
        var scene = Scene()
        var noise = Noise(seed &* 0x9E37_79B9_7F4A_7C15)
        var time = 50.0
        for _ in 0..<count {
            if noise.unit() >= loss {
                scene.connection(
                    client, to: server, port: port, at: time, lasting: min(1, period / 10),
                    up: 300 + UInt64(noise.unit() * 20), down: 180)
            }
            time += period * (1 + jitter * (2 * noise.unit() - 1))
        }
        return scene
    }

    @Test(
        arguments: [
            (2.0, 0.0, 0.0, 12), (10, 0, 0.1, 40), (60, 0.1, 0.1, 40), (300, 0.25, 0.1, 50), (60, 0.5, 0.1, 80),
            (14_400, 0.1, 0.0, 20),
        ]) func `a program that calls by a clock is found`(period: Double, jitter: Double, loss: Double, count: Int)
        throws
    {
        let found = calls(every: period, jitter: jitter, loss: loss, count: count).findings(Beacon.self)
        let first = try #require(found.first)
        #expect(first.detection == .c2Beacon)
        #expect(first.attackers == [.address(Scene.client)])
        #expect(first.victims == [.address(Scene.outside)])
        #expect(abs((first.measure("interval_seconds") ?? 0) / period - 1) < 0.3)
        #expect(first.techniques.contains("T1571"))
        #expect(found.count <= 2)
    }

    @Test func `seven calls are not enough`() {
        #expect(calls(every: 30, jitter: 0, loss: 0, count: 7).findings(Beacon.self).isEmpty)
    }

    @Test func `a person's visits are not a beacon`() {
        for seed in 1...20 as ClosedRange<UInt64> {
            var scene = Scene()
            var noise = Noise(seed &* 0x9E37_79B9_7F4A_7C15)
            var time = 0.0
            for _ in 0..<100 {
                let u = noise.unit()
                time += 8 * u / (1.02 - u)
                scene.connection(
                    to: Scene.outside, port: 443, at: time, up: UInt64(300 + noise.unit() * 4000),
                    down: UInt64(noise.unit() * 200_000), service: .tls)
            }
            #expect(scene.findings(Beacon.self).isEmpty, "seed \(seed)")
        }
    }

    @Test func `time, monitoring and push keep time for good reasons`() {
        var scene = Scene()
        for index in 0..<100 {
            let time = Double(index) * 60
            scene.connection(to: Scene.outside, port: 123, transport: .udp, at: time, up: 48, down: 48, service: .ntp)
            scene.connection(port: 10_050, at: time)
            scene.connection(port: 502, at: time)
            scene.connection(port: 22, at: time, service: .ssh)
            var flow = scene.flow(to: Scene.outside, port: 5228, at: 1)
            flow.id = 1
            scene.play(.pulse, flow, at: time, .pulse(PulseFact(gap: 60, payload: 30)))
            var web = scene.flow(to: Scene.outside, port: 443, at: 1, service: .tls)
            web.id = 2
            scene.play(.pulse, web, at: time, .pulse(PulseFact(gap: 60, payload: 30)))
        }
        #expect(scene.findings(Beacon.self).isEmpty)
    }

    @Test func `a server that everybody calls is an ordinary service`() {
        var scene = Scene()
        for host in 1...12 {
            for index in 0..<40 {
                scene.connection(
                    IPAddress(10, 0, 0, UInt8(host)), to: Scene.outside, port: 443, at: Double(index * 60 + host),
                    service: .tls)
            }
        }
        #expect(scene.findings(Beacon.self).isEmpty)
    }

    @Test func `a page that polls says where it comes from`() {
        var scene = Scene()
        let flow = scene.flow(to: Scene.outside, port: 80, at: 0, service: .http)
        for index in 0..<60 {
            var request = HTTPRequest()
            request.method = "GET"
            request.target = "/poll?t=\(index)"
            request.referrer = "http://news.example/"
            scene.fact(.httpRequest(request), flow, at: Double(index) * 5)
        }
        #expect(scene.findings(Beacon.self).isEmpty)
    }

    @Test func `asking whether the Internet is there is left alone`() {
        var scene = Scene()
        for index in 0..<60 {
            var request = HTTPRequest()
            request.method = "GET"
            request.target = "/"
            request.host = "connectivity-check.example.com"
            scene.connection(
                to: Scene.outside, port: 80, at: Double(index) * 300, up: 90, down: 150, service: .http,
                facts: [.httpRequest(request)])
        }
        #expect(scene.findings(Beacon.self).isEmpty)
    }

    @Test func `a monitor that polls several servers is left alone, one master inside is not`() {
        func polls(servers: ClosedRange<UInt8>, pages: [String]) -> [Finding] {
            var scene = Scene()
            for index in 0..<60 {
                for host in servers {
                    var request = HTTPRequest()
                    request.method = "GET"
                    request.target = pages[index % pages.count]
                    scene.connection(
                        to: IPAddress(10, 0, 3, host), port: 80, at: Double(index) * 60 + Double(host), up: 80,
                        service: .http, facts: [.httpRequest(request)])
                }
            }
            return scene.findings(Beacon.self)
        }
        let pages = ["/news.php", "/admin/get.php", "/login/process.php"]
        #expect(polls(servers: 1...5, pages: pages).isEmpty)
        #expect(polls(servers: 1...1, pages: ["/healthz"]).isEmpty)
        #expect(!polls(servers: 1...1, pages: pages).isEmpty)
    }

    @Test func `among many peers over udp one that keeps time is chance`() {
        func calls(peers: Int) -> [Finding] {
            var scene = Scene()
            for index in 0..<40 {
                scene.connection(to: Scene.outside, port: 21_896, transport: .udp, at: Double(index) * 60, up: 90)
                for peer in 0..<peers where index % 3 == peer % 3 {
                    scene.connection(
                        to: IPAddress(45, 8, 3, UInt8(peer + 1)), port: 6000 + UInt16(peer), transport: .udp,
                        at: Double(index) * 60 + Double(peer * 7 % 50) + 1, up: 90)
                }
            }
            return scene.findings(Beacon.self).filter { $0.victims == [.address(Scene.outside)] }
        }
        #expect(calls(peers: 2).count == 1)
        #expect(calls(peers: 20).isEmpty)
    }

    @Test func `a scanner that comes back by a clock is a scanner`() {
        var scene = Scene()
        for port in 1...60 as ClosedRange<UInt16> {
            scene.connection(to: Scene.outside, port: port, at: 0.1, up: 0, down: 0)
        }
        for index in 0..<40 { scene.connection(to: Scene.outside, port: 80, at: Double(index) * 18, up: 0, down: 0) }
        #expect(scene.findings(Beacon.self).isEmpty)
    }

    @Test func `requests in one kept connection are a beacon`() throws {
        var scene = Scene()
        let flow = scene.flow(to: Scene.outside, port: 80, at: 0, service: .http)
        for index in 0..<30 {
            var request = HTTPRequest()
            request.method = "GET"
            request.target = "/news.php"
            request.headSize = 210
            scene.fact(.httpRequest(request), flow, at: Double(index) * 5)
        }
        let first = try #require(scene.findings(Beacon.self).first)
        #expect(first.techniques.contains("T1071.001"))
    }

    @Test func `pulses inside a plain long connection at an odd port are a beacon`() throws {
        var scene = Scene()
        let flow = scene.flow(to: Scene.outside, port: 5552, at: 0)
        for index in 1..<30 {
            scene.play(.pulse, flow, at: Double(index) * 20, .pulse(PulseFact(gap: 20, payload: 44)))
        }
        let found = scene.findings(Beacon.self)
        #expect(found.count == 1)
        #expect(found.first?.measure("interval_seconds") == 20)
    }

    @Test func `one name at changing addresses is one series`() throws {
        var scene = Scene()
        for index in 0..<40 {
            let server = IPAddress(198, 51, 100, UInt8(index % 5 + 1))
            let lookup = scene.flow(to: IPAddress(10, 0, 0, 53), port: 53, transport: .udp, at: Double(index) * 30)
            var message = DNSMessage()
            message.isResponse = true
            message.name = "cdn.update-check.example"
            message.type = 1
            message.answers = [
                DNSAnswer(name: message.name, type: 1, ttl: 5, address: server, text: "", size: 4)
            ]
            scene.fact(.dns(message), lookup, at: Double(index) * 30 + Double(index % 3))
            scene.connection(to: server, port: 8531, at: Double(index) * 30 + Double(index % 3) + 0.1)
        }
        let found = scene.findings(Beacon.self)
        let first = try #require(found.first)
        #expect(first.victims.count >= 2)
        #expect(first.summary.contains("cdn.update-check.example"))
    }

    @Test func `a spray stays bounded and a replay says the same`() {
        var scene = calls(every: 10, jitter: 0.1, loss: 0, count: 40)
        for index in 0..<8_000 {
            let flow = scene.flow(to: IPAddress(v4: 0xC633_0000 + UInt32(index)), port: 80, at: 1000)
            scene.play(.opened, flow, at: 1000 + Double(index) * 0.001)
        }
        let found = scene.findings(Beacon.self)
        #expect(found.count == 1)
        #expect(found == scene.findings(Beacon.self))
    }
}
