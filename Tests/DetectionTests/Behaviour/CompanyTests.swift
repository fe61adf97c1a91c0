import Testing
import Vocabulary

@testable import Detection

struct CompanyTests {
    @Test func `hosts are counted once, four are named and four flows kept`() {
        var company = Company()
        for round in 0..<2 {
            for number in 1...40 { company.meet(IPAddress(10, 0, 0, UInt8(number)), flow: UInt64(round * 40 + number)) }
        }
        #expect((38...42).contains(company.count))
        #expect(company.named == (1...4).map { IPAddress(10, 0, 0, UInt8($0)) })
        #expect(company.flows == [1, 2, 3, 4])
    }

    @Test func `the same flow is kept once`() {
        var company = Company()
        for _ in 0..<9 { company.meet(IPAddress(10, 0, 0, 1), flow: 7) }
        #expect(company.flows == [7])
        #expect(company.named == [IPAddress(10, 0, 0, 1)])
    }

    @Test func `nobody is nobody`() {
        #expect(Company().count == 0)
        #expect(Company().named.isEmpty && Company().flows.isEmpty)
    }
}
