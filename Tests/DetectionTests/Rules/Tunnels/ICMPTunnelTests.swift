import Detection
import Testing
import Vocabulary

struct ICMPTunnelTests {
    private func ping(
        _ scene: inout Scene, _ flow: FlowSnapshot, at time: Double, isRequest: Bool = true, sequence: Int = 0,
        length: UInt32 = 56,
        digest: UInt64, ordinary: Bool, entropy: Float = 5.5
    ) {
        let echo = EchoFact(
            isRequest: isRequest, identifier: 7, sequence: UInt16(truncatingIfNeeded: sequence), length: length,
            digest: digest, entropy: entropy, isOrdinary: ordinary)
        scene.play(.echo, flow, at: time, .echo(echo))
    }
    private func flow(_ scene: inout Scene, to server: IPAddress = Scene.outside) -> FlowSnapshot {
        scene.flow(to: server, port: 0, transport: .icmp, at: 0)
    }

    @Test func `a session whose replies carry their own data`() throws {
        var scene = Scene()
        let flow = flow(&scene)
        for index in 0..<60 {
            let base = UInt64(index) * 2
            ping(&scene, flow, at: Double(index), digest: base, ordinary: false)
            ping(&scene, flow, at: Double(index) + 0.02, isRequest: false, digest: base + 1, ordinary: false)
        }
        let found = scene.findings(ICMPTunnel.self)
        let first = try #require(found.first)
        #expect(first.detection == .icmpTunnel)
        #expect(first.techniques.first == "T1095")
        #expect(first.attackers == [.address(Scene.client)])
        #expect(first.victims == [.address(Scene.outside)])
        #expect((first.count("replies_with_other_content") ?? 0) >= 3)
        #expect(found.count <= 2)
    }

    @Test func `one-way data among decoys names the host that gets most`() throws {
        var scene = Scene()
        let target = flow(&scene)
        let decoys = (1...40).map { flow(&scene, to: IPAddress(10, 0, 9, UInt8($0))) }
        for index in 0..<200 {
            ping(
                &scene, target, at: Double(index) * 0.25, length: UInt32(20 + index % 30), digest: UInt64(index),
                ordinary: false)
            ping(
                &scene, decoys[index % 40], at: Double(index) * 0.25 + 0.1, length: UInt32(20 + index % 31),
                digest: 1000 + UInt64(index), ordinary: false)
        }
        let found = scene.findings(ICMPTunnel.self)
        #expect(found.map(\.victims) == [[.address(Scene.outside)]])
        #expect(found.first?.techniques.first == "T1048.003")
    }

    @Test func `pings, big pings, probing and a monitor's own text are left alone`() {
        var scene = Scene()
        let flow = flow(&scene)
        for index in 0..<500 {
            let time = Double(index)
            ping(&scene, flow, at: time, digest: UInt64(index), ordinary: true)
            ping(&scene, flow, at: time + 0.01, isRequest: false, digest: UInt64(index), ordinary: true)
            ping(
                &scene, flow, at: time + 0.1, length: UInt32(100 + index * 2), digest: 5000 + UInt64(index),
                ordinary: true)
            ping(&scene, flow, at: time + 0.2, digest: 99, ordinary: false)
            ping(&scene, flow, at: time + 0.21, isRequest: false, digest: 99, ordinary: false)
        }
        #expect(scene.findings(ICMPTunnel.self).isEmpty)
    }

    @Test func `eleven odd payloads are not enough`() {
        var scene = Scene()
        let flow = flow(&scene)
        for index in 0..<11 {
            ping(&scene, flow, at: Double(index), length: UInt32(30 + index), digest: UInt64(index), ordinary: false)
        }
        #expect(scene.findings(ICMPTunnel.self).isEmpty)
    }

    @Test func `a flood of noise is a flood, and a replay says the same`() {
        var scene = Scene()
        let flow = flow(&scene)
        for index in 0..<512 {
            ping(&scene, flow, at: Double(index) * 0.0001, length: 1400, digest: UInt64(index), ordinary: false)
        }
        #expect(scene.findings(ICMPTunnel.self).isEmpty)
        #expect(scene.findings(ICMPTunnel.self) == scene.findings(ICMPTunnel.self))
    }
}
