import Testing
import Vocabulary

@testable import Incidents

@Suite struct IncidentTitleTests {
    private let machine = Party.address(IPAddress(192, 0, 2, 7))
    private let mac = Party.mac(MACAddress(bits: 0x02_00_5E_00_53_01))
    private let victim = Party.address(IPAddress(192, 0, 2, 9))

    private func title(by attackers: [Party], on victims: [Party]) -> String {
        IncidentTitle.of(
            Incident(
                opening: Finding(
                    detection: .arpSweep, summary: "something happened", severity: .low, confidence: 0.8,
                    techniques: ["T1018"], attackers: attackers, victims: victims, evidence: [],
                    firstSeen: Timestamp(seconds: 1), lastSeen: Timestamp(seconds: 2), order: 8)))
    }

    @Test func `a machine's MAC address beside its address is nobody else`() {
        #expect(title(by: [machine, mac], on: [victim]) == "ARP sweep by 192.0.2.7 against 192.0.2.9")
    }

    @Test func `several addresses are counted, and a MAC address alone is named`() {
        #expect(title(by: [machine, victim], on: []) == "ARP sweep by 192.0.2.7 and 1 more")
        #expect(title(by: [mac], on: [victim]) == "ARP sweep by 02:00:5e:00:53:01 against 192.0.2.9")
        #expect(title(by: [], on: [victim]) == "ARP sweep against 192.0.2.9")
    }
}
