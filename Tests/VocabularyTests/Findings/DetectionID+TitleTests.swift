import Testing
import Vocabulary

@Suite struct DetectionIDTitleTests {
    @Test(arguments: [
        (DetectionID.portScanVertical, "Port scan"), (.bruteForce(.ssh), "SSH brute force"),
        (.passwordSpray(.kerberos), "KERBEROS password spray"), (.lateralMovement("wmi"), "Lateral movement by WMI"),
        (.lateralMovement("scheduled_task"), "Lateral movement by scheduled task"),
        (DetectionID(rawValue: "something_else"), "something_else"),
    ])
    func `each id has words`(_ id: DetectionID, _ title: String) {
        #expect(id.title == title)
    }
}
