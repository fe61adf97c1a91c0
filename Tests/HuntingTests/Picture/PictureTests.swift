import Testing
import Vocabulary

@testable import Hunting

@Suite("Picture")
struct PictureTests {
    private func sum(_ number: Int, hour: Int64 = 480_000, carried: UInt64 = 1, direction: Direction = .outbound)
        -> TalkSum
    {
        TalkSum(
            source: IPAddress(10, 0, 0, 1), destination: IPAddress(v4: 0x5000_0000 | UInt32(number)), port: 443,
            transport: .tcp, service: .tls, direction: direction, hour: hour, flows: 1, failed: 1 - carried,
            carried: carried, bytesOut: 10, bytesIn: 20, first: Timestamp(nanoseconds: hour * 3_600_000_000_000),
            last: Timestamp(nanoseconds: hour * 3_600_000_000_000 + 1))
    }

    @Test func `what carried nothing or only passed by is not in it`() {
        var picture = Picture()
        picture.observe([sum(1), sum(2, carried: 0), sum(3, direction: .external)])
        #expect(picture.talks.count == 1)
    }

    @Test func `it is bounded: single visits of earlier days go first, then new ones are left out`() {
        var picture = Picture(most: 100)
        for number in 0..<90 { picture.observe([sum(number)]) }
        for number in 0..<10 { picture.observe([sum(1000 + number, direction: .internal)]) }
        picture.observe([sum(5000, hour: 480_030)])
        #expect(picture.talks.count == 11 && picture.leftOut == 90)
        for number in 0..<200 { picture.observe([sum(6000 + number, hour: 480_030)]) }
        #expect(picture.talks.count == 100 && picture.leftOut == 90 + 111)
    }

    @Test func `days and hours are summed up`() {
        var picture = Picture()
        for hour in [480_000, 480_001, 480_001, 480_024] as [Int64] { picture.observe([sum(1, hour: hour)]) }
        let talk = picture.talks.values.first
        #expect(talk?.days.count == 2 && talk?.flows == 4 && talk?.bytesOut == 40)
        #expect(talk?.days.first?.hours == 0b11)
    }
}
