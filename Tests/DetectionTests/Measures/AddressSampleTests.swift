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

    @Test func `begun anew it holds nothing`() {
        var sample = AddressSample()
        for last in 1...3 { sample.append(IPAddress(10, 0, 0, UInt8(last))) }
        sample.removeAll()
        #expect(sample.count == 0 && sample.all.isEmpty && !sample.contains(IPAddress(10, 0, 0, 1)))
        sample.append(IPAddress(10, 0, 0, 9))
        #expect(sample.all == [IPAddress(10, 0, 0, 9)])
    }
}
