import Detection
import Testing
import Vocabulary

struct AddressSampleTests {
    @Test func `keeps addresses in the order in which they came`() {
        var sample = AddressSample()
        #expect(sample.count == 0 && sample.all.isEmpty)
        for last in 1...5 as ClosedRange<UInt8> {
            let address = IPAddress(10, 0, 0, last)
            #expect(!sample.contains(address))
            sample.append(address)
            #expect(sample.contains(address) && sample.count == Int(last))
        }
        #expect(sample.all == (1...5).map { IPAddress(10, 0, 0, $0) })
    }
}
