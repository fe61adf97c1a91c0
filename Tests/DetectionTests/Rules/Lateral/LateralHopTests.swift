import Detection
import Testing
import Vocabulary

struct LateralHopTests {
    private func session(_ scene: inout Scene, _ from: IPAddress, _ to: IPAddress, at time: Double, port: UInt16 = 22) {
        scene.connection(from, to: to, port: port, at: time, lasting: 30, up: 6000, down: 90_000)
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

    @Test func `four new hosts one after the other are enough without that`() {
        var scene = Scene()
        for next in 3...6 as ClosedRange<UInt8> {
            session(&scene, host(2), host(next), at: 45 * Double(next), port: 3389)
        }
        #expect(scene.findings(LateralHop.self).map(\.detection) == [.lateralMovement("rdp")])
    }

    @Test func `a log-in that succeeds is a session, whatever it carries`() {
        var scene = Scene()
        for next in 3...6 as ClosedRange<UInt8> {
            let attempt = LoginAttempt(service: .ssh, outcome: .succeeded, isInferred: true)
            scene.connection(host(2), to: host(next), port: 22, at: 45 * Double(next), facts: [.login(attempt)])
        }
        #expect(scene.findings(LateralHop.self).count == 1)
    }

    @Test func `a tool that goes through all hosts, one every half second, is automation to the end`() {
        var scene = Scene()
        for next in 20...60 as ClosedRange<UInt8> {
            session(&scene, host(9), host(next), at: 1000 + Double(next) * 0.6)
        }
        #expect(scene.findings(LateralHop.self).isEmpty)
    }

    @Test func `few hops, automation, and the same hosts again and again are left alone`() {
        var scene = Scene()
        session(&scene, host(1), host(2), at: 0)
        for next in 3...4 as ClosedRange<UInt8> { session(&scene, host(2), host(next), at: 60 * Double(next)) }
        for next in 20...60 as ClosedRange<UInt8> {
            session(&scene, host(9), host(next), at: 1000 + Double(next) * 0.01)
        }
        for round in 0..<40 {
            for next in 70...72 as ClosedRange<UInt8> {
                session(&scene, host(8), host(next), at: Double(round) * 300 + Double(next))
            }
        }
        #expect(scene.findings(LateralHop.self).isEmpty)
    }
}
