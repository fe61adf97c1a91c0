import Learning
import Testing
import Vocabulary

@testable import Detection

struct CompanyTests {
    /// What a window shows of it.
    private func shown(_ company: Company) -> BehaviourWindow {
        let time = Timestamp(seconds: 0)
        return BehaviourWindow(
            aspect: .echoes, subject: .address(.unspecified), others: company.others, row: FeatureRow(), first: time,
            last: time, flows: company.flowIDs)
    }

    @Test func `hosts are counted once, four are named and four flows kept`() {
        var company = Company()
        for round in 0..<2 {
            for number in 1...40 { company.meet(IPAddress(10, 0, 0, UInt8(number)), flow: UInt64(round * 40 + number)) }
        }
        #expect((38...42).contains(company.count))
        #expect(shown(company).others == (1...4).map { IPAddress(10, 0, 0, UInt8($0)) })
        #expect(shown(company).flows == [1, 2, 3, 4])
    }

    @Test func `the same flow is kept once`() {
        var company = Company()
        for _ in 0..<9 { company.meet(IPAddress(10, 0, 0, 1), flow: 7) }
        #expect(shown(company).flows == [7])
        #expect(shown(company).others == [IPAddress(10, 0, 0, 1)])
    }

    @Test func `nobody is nobody`() {
        #expect(Company().count == 0)
        #expect(shown(Company()).others.isEmpty && shown(Company()).flows.isEmpty)
    }
}
