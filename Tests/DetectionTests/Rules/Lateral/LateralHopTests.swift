import Detection
import Testing
import Vocabulary

struct LateralHopTests {
    private func session(_ scene: inout Scene, _ from: IPAddress, _ to: IPAddress, at time: Double) {
        scene.connection(from, to: to, port: 22, at: time, lasting: 30, up: 6000, down: 9000, service: .ssh)
    }
    private func host(_ number: UInt8) -> IPAddress { IPAddress(10, 0, 0, number) }

    @Test func `a host that was logged into reaches three new ones`() throws {
        var scene = Scene()
        session(&scene, host(1), host(2), at: 0)
        for next in 3...5 as ClosedRange<UInt8> { session(&scene, host(2), host(next), at: 60 * Double(next)) }
        let found = scene.findings(LateralHop.self)
        let first = try #require(found.first)
        #expect(first.detection == .lateralMovement("ssh"))
        #expect(first.attackers == [.address(host(2))])
        #expect(first.count("new_hosts") == 3)
        #expect(found.count == 1)
    }

    @Test func `two hops, or automation that nobody logs into, are left alone`() {
        var scene = Scene()
        session(&scene, host(1), host(2), at: 0)
        for next in 3...4 as ClosedRange<UInt8> { session(&scene, host(2), host(next), at: 60 * Double(next)) }
        for next in 20...60 as ClosedRange<UInt8> { session(&scene, host(9), host(next), at: 60 * Double(next)) }
        #expect(scene.findings(LateralHop.self).isEmpty)
    }
}
