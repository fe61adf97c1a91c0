import Learning
import Testing
import Vocabulary

@testable import Detection

struct BehaviourWindowTests {
    private let time = Timestamp(seconds: 0)

    @Test func `of those who are named and of flows four are kept, in their order`() {
        for count in 0..<6 {
            let others = (0..<count).map { IPAddress(10, 0, 0, UInt8($0)) }
            let window = BehaviourWindow(
                aspect: .flow, subject: .address(.unspecified), others: others, row: FeatureRow(), first: time,
                last: time, flows: (0..<count).map(UInt64.init))
            #expect(window.others == Array(others.prefix(4)))
            #expect(window.flows == Array((0..<UInt64(count)).prefix(4)))
        }
    }

    @Test func `places where nobody stands are left out`() {
        var others = InlineArray<4, IPAddress>(repeating: .unspecified)
        others[1] = IPAddress(10, 0, 0, 1)
        others[3] = IPAddress(10, 0, 0, 3)
        var flows = InlineArray<4, UInt64>(repeating: .max)
        flows[2] = 0
        let window = BehaviourWindow(
            aspect: .contacts, subject: .address(IPAddress(10, 0, 0, 9)), others: others, row: FeatureRow(),
            first: time, last: time, flows: flows)
        #expect(window.others == [IPAddress(10, 0, 0, 1), IPAddress(10, 0, 0, 3)])
        #expect(window.flows == [0])
        #expect(window.isAbout([.address(IPAddress(10, 0, 0, 3))]) && !window.isAbout([.address(.unspecified)]))
    }
}
