import Capture
import Testing
import Vocabulary

@Suite
struct TallyTests {
    func report(_ frames: [(nanoseconds: Int64, captured: UInt32, wire: UInt32, link: UInt16)]) -> CaptureReport {
        var tally = Tally()
        var batch = FrameBatch()
        for frame in frames {
            batch.count = 0
            batch.append(
                FrameReference(
                    offset: 0, timestamp: Timestamp(nanoseconds: frame.nanoseconds), captured: frame.captured,
                    wire: frame.wire, link: LinkType(rawValue: frame.link)))
            tally.add(&batch)
        }
        var report = CaptureReport()
        tally.write(to: &report)
        return report
    }

    @Test
    func `counts, sizes and times are summed up`() {
        let report = report([(5, 60, 1500, 1), (3, 60, 60, 113), (9, 40, 40, 1)])
        #expect(report.frames == 3)
        #expect(report.bytes == 1600)
        #expect(report.capturedBytes == 160)
        #expect(report.earliest?.nanoseconds == 3)
        #expect(report.latest?.nanoseconds == 9)
        #expect(report.linkTypes.map(\.link.rawValue) == [1, 113])
        #expect(report.linkTypes.map(\.frames) == [2, 1])
    }

    @Test
    func `nothing is no time`() {
        #expect(report([]).earliest == nil)
        #expect(report([]).linkTypes.isEmpty)
    }

    @Test
    func `link types without end stay a short list`() {
        let report = report((0..<2000).map { (1, 1, 1, UInt16($0)) })
        #expect(report.linkTypes.count <= 33)
        #expect(report.linkTypes.reduce(0) { $0 + $1.frames } == 2000)
    }

    @Test
    func `notices stay few, the newest are kept, and repetition is not said twice`() {
        var report = CaptureReport()
        report.notice("again")
        report.notice("again")
        #expect(report.notices == ["again"])
        for number in 0..<100 { report.notice("notice \(number)") }
        #expect(report.notices.count == CaptureReport.noticeLimit)
        #expect(report.notices.last == "notice 99")
        #expect(report.omittedNotices == UInt64(101 - CaptureReport.noticeLimit))
    }
}
