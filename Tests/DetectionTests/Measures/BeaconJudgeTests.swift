import Detection
import Testing
import Vocabulary

struct BeaconJudgeTests {
    private func played(
        client: IPAddress, server: IPAddress, port: UInt16, down: UInt64 = 200, count: Int = 20,
        jitter: Double = 0
    ) -> [Finding] {
        var scene = Scene()
        var noise = Noise()
        for index in 0..<count {
            let time = Double(index) * 15 + (noise.unit() - 0.5) * jitter * 15
            scene.connection(client, to: server, port: port, at: time, up: 220, down: down)
        }
        return scene.findings(Beacon.self)
    }

    @Test func `inside one network the same jitter weighs a little less, and a plain timer is polling`() throws {
        func calls(_ server: IPAddress, jitter: Double) -> Finding? {
            played(client: Scene.client, server: server, port: 4444, count: 60, jitter: jitter).first
        }
        let inside = try #require(calls(Scene.server, jitter: 0.5))
        let outside = try #require(calls(Scene.outside, jitter: 0.5))
        #expect(inside.confidence < outside.confidence)
        #expect(calls(Scene.server, jitter: 0) == nil)
        #expect(calls(Scene.outside, jitter: 0) != nil)
    }

    @Test func `large answers are media, not orders`() {
        #expect(played(client: Scene.client, server: Scene.outside, port: 80, down: 400_000).first?.severity != .high)
    }

    @Test func `web ports and odd ports have their techniques`() throws {
        let web = try #require(played(client: Scene.client, server: Scene.outside, port: 443).first)
        #expect(web.techniques.first == "T1071.001")
        let odd = try #require(played(client: Scene.client, server: Scene.outside, port: 4444).first)
        #expect(odd.techniques == ["T1071", "T1571"])
    }
}
