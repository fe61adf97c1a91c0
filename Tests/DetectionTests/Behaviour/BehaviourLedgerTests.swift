import Learning
import Testing
import Vocabulary

@testable import Detection

struct BehaviourLedgerTests {
    /// The windows that the events of a scene give, in one minute or several.
    private func windows(_ scene: Scene) -> [BehaviourWindow] {
        var ledger = BehaviourLedger()
        ledger.isRecording = true
        var events = scene.events.sorted { ($0.timestamp, $0.order) < ($1.timestamp, $1.order) }
        for index in events.indices {
            if ledger.observe(&events[index], DNSQuestion("x7.example.com")) { ledger.forgetFinished() }
        }
        ledger.finish()
        return ledger.drain().filter { $0.aspect != .flow }
    }

    private func value(_ window: BehaviourWindow, _ name: String) -> Double? {
        window.aspect.features.firstIndex { $0.name == name }
            .map { window.aspect.features[$0].scale.value(of: window.row[$0]) }
    }

    @Test func `a scan of ports is many ports, one host, all in vain`() throws {
        var scene = Scene()
        for port in 1...100 {
            var flow = scene.flow(port: UInt16(port), at: Double(port) / 10)
            flow.firstFlags = .syn
            flow.initiator.packets = 1
            scene.play(.opened, flow, at: Double(port) / 10)
            scene.play(.refused, flow, at: Double(port) / 10)
        }
        let found = windows(scene)
        let contacts = try #require(found.first { $0.aspect == .contacts })
        #expect(contacts.subject == .address(Scene.client))
        #expect(value(contacts, "flows") == 100)
        #expect(value(contacts, "hosts") == 1)
        #expect(abs((value(contacts, "ports") ?? 0) - 100) <= 10)
        #expect(value(contacts, "unanswered") == 100)
        #expect(value(contacts, "unanswered_share") == 1)
        #expect(value(contacts, "flows_in_a_second") == 10)
        #expect((value(contacts, "ports_each") ?? 0) > 80)
        let visits = try #require(found.first { $0.aspect == .visits })
        #expect(visits.subject == .address(Scene.server))
        #expect(visits.others == [Scene.client])
        #expect(contacts.flows.count == 4)
    }

    @Test func `each minute is its own`() {
        var scene = Scene()
        for minute in 0..<3 {
            scene.play(.tick, scene.flow(port: 0, at: 0), at: Double(minute * 60))
            for index in 0..<20 {
                var flow = scene.flow(port: 443, at: Double(minute * 60) + Double(index))
                flow.initiator.packets = 1
                scene.play(.opened, flow, at: Double(minute * 60) + Double(index))
            }
        }
        let contacts = windows(scene).filter { $0.aspect == .contacts }
        #expect(contacts.count == 3)
        #expect(contacts.allSatisfy { value($0, "flows") == 20 })
    }

    @Test func `too little is not judged`() {
        var scene = Scene()
        for index in 0..<7 {
            var flow = scene.flow(port: 443, at: Double(index))
            flow.initiator.packets = 1
            scene.play(.opened, flow, at: Double(index))
        }
        #expect(windows(scene).isEmpty)
    }

    @Test func `packets nobody asked for are held against nobody, and told of whom they hit`() throws {
        var scene = Scene()
        for index in 0..<20 {
            var flow = scene.flow(
                Scene.server, to: IPAddress(203, 0, 113, UInt8(index)), port: 53, transport: .udp, at: Double(index))
            flow.responder.packets = 50
            flow.responder.deltaPackets = 50
            flow.responder.deltaBytes = 50_000
            scene.play(.opened, flow, at: Double(index))
        }
        let found = windows(scene)
        #expect(found.allSatisfy { $0.aspect == .visits })
        let visits = try #require(found.first)
        #expect(visits.subject == .address(Scene.server))
        #expect(value(visits, "packets") == 1000)
        #expect(value(visits, "unasked_share") == 1)
        #expect(visits.others.isEmpty)
    }

    @Test func `names are counted with their shape and their answers`() throws {
        var scene = Scene()
        let flow = scene.flow(port: 53, transport: .udp, at: 0)
        for index in 0..<30 {
            var message = DNSMessage()
            message.name = "x7.example.com"
            message.type = 16
            scene.fact(.dns(message), flow, at: Double(index))
            message.isResponse = true
            message.responseCode = 3
            message.size = 90
            scene.fact(.dns(message), flow, at: Double(index) + 0.1)
        }
        let names = try #require(windows(scene).first { $0.aspect == .names })
        #expect(value(names, "queries") == 30)
        #expect(value(names, "distinct_names") == 1)
        #expect(value(names, "failed_share") == 1)
        #expect(value(names, "rare_types_share") == 1)
        #expect(value(names, "name_length") == 2)
        #expect(value(names, "answer_size") == 90)
    }

    @Test func `claims nobody asked for count, answers do not`() throws {
        var scene = Scene()
        let (liar, honest) = (MACAddress(bits: 0x0200_0000_0066), MACAddress(bits: 0x0200_0000_0001))
        func speak(_ operation: NeighborFact.Operation, _ mac: MACAddress, _ from: UInt8, _ to: UInt8, at time: Double)
        {
            let fact = NeighborFact(
                operation: operation, isNDP: false, senderAddress: IPAddress(10, 0, 0, from), senderMAC: mac,
                targetAddress: IPAddress(10, 0, 0, to), targetMAC: .none, frameSource: mac,
                frameDestination: .broadcast, vlan: 0)
            scene.play(.neighbor, scene.flow(port: 0, at: time), at: time, .neighbor(fact))
        }
        for index in 0..<12 {
            speak(.request, honest, 5, 9, at: Double(index))
            speak(.reply, MACAddress(bits: 0x0200_0000_0009), 9, 5, at: Double(index) + 0.1)
            speak(.reply, liar, 1, 5, at: Double(index) + 0.2)
        }
        let found = windows(scene).filter { $0.aspect == .neighbors }
        let lies = try #require(found.first { $0.subject == .mac(liar) })
        #expect(value(lies, "unasked_claims") == 12)
        #expect(value(lies, "addresses_claimed") == 1)
        #expect(value(lies, "claims_each") == 12)
        #expect(!found.contains { $0.subject == .mac(MACAddress(bits: 0x0200_0000_0009)) })
    }

    @Test func `whom a host works on is told apart from whom it pings and asks`() throws {
        var scene = Scene()
        let server = scene.flow(to: IPAddress(10, 0, 0, 77), port: 22, at: 0)
        for index in 0..<12 {
            let time = Double(index)
            let target = scene.flow(to: IPAddress(10, 0, 1, UInt8(index)), port: 0, transport: .icmp, at: time)
            for isRequest in [true, false] where isRequest || index % 2 == 0 {
                scene.play(
                    .echo, target, at: time,
                    .echo(
                        EchoFact(
                            isRequest: isRequest, identifier: 1, sequence: 1, length: 40,
                            digest: UInt64(index) << 40 | 3,
                            entropy: 5, isOrdinary: false)))
            }
            scene.fact(.login(LoginAttempt(service: .ssh, outcome: .failed)), server, at: time)
        }
        let found = windows(scene)
        let access = try #require(found.first { $0.aspect == .access })
        #expect(value(access, "hosts") == 1)
        #expect(value(access, "failed_log_ins") == 12)
        #expect(access.others == [IPAddress(10, 0, 0, 77)])
        let echoes = try #require(found.first { $0.aspect == .echoes })
        #expect(value(echoes, "hosts") == 12)
        #expect(value(echoes, "unanswered_share") == 0.5)
        #expect(value(echoes, "odd_share") == 1)
    }

    @Test func `a flood of invented sources costs no more than its tables`() {
        var ledger = BehaviourLedger()
        var scene = Scene()
        for index in 0..<20_000 {
            var flow = scene.flow(
                IPAddress(v4: 0x2D00_0000 | UInt32(index)), port: 80, at: Double(index) / 1000)
            flow.initiator.packets = 1
            scene.play(.opened, flow, at: Double(index) / 1000)
        }
        var events = scene.events
        for index in events.indices { _ = ledger.observe(&events[index], DNSQuestion()) }
        let gauge = ledger.gauge("behaviour")
        #expect(gauge.isWithinCap)
        #expect(gauge.lost >= 11_000)
        ledger.finish()
        #expect(ledger.finished.contains { $0.aspect == .visits && $0.subject == .address(Scene.server) })
    }
}
