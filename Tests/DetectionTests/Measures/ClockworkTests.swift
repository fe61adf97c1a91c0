import Detection
import Testing
import Vocabulary

struct ClockworkTests {
    private func key(_ port: UInt16, _ transport: IPProtocol, from: UInt16 = 40_000) -> FlowKey {
        FlowKey(
            initiator: IPAddress(10, 0, 0, 1), initiatorPort: from, responder: IPAddress(10, 0, 0, 2),
            responderPort: port,
            transport: transport)
    }

    @Test func `time, leases and discovery keep time for good reasons`() {
        for port in [53, 67, 123, 161, 1900, 3478, 5353] as [UInt16] {
            #expect(Clockwork.isTimekeeper(key(port, .udp)))
        }
        #expect(Clockwork.isTimekeeper(key(7001, .udp, from: 7001)))
        #expect(!Clockwork.isTimekeeper(key(53, .tcp)))
        #expect(!Clockwork.isTimekeeper(key(4444, .udp)))
    }

    @Test func `plant ports are kept alive too`() {
        for port in [502, 10_050, 1883, 22] as [UInt16] {
            #expect(Clockwork.isPlantPort(port))
            #expect(Clockwork.isKeptAlive(port))
        }
        #expect(!Clockwork.isPlantPort(443))
        #expect(Clockwork.isWeb(443))
        #expect(Clockwork.isLoginService(.ssh))
        #expect(!Clockwork.isLoginService(.tls))
    }
}
