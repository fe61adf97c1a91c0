import Detection
import Testing
import Vocabulary

struct BeaconJudgeTests {
    private func played(client: IPAddress, server: IPAddress, port: UInt16, down: UInt64 = 200, count: Int = 20)
        -> [Finding]
    {
        var scene = Scene()
        for index in 0..<count {
            scene.connection(client, to: server, port: port, at: Double(index) * 15, up: 220, down: down)
        }
        return scene.findings(Beacon.self)
    }

    @Test func `inside one network the same clock weighs a little less`() throws {
        let inside = try #require(played(client: Scene.client, server: Scene.server, port: 4444).first)
        let outside = try #require(played(client: Scene.client, server: Scene.outside, port: 4444).first)
        #expect(inside.confidence < outside.confidence)
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
