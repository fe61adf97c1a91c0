import Testing
import Vocabulary

@testable import Detection

@Suite struct ContactLogTests {
    @Test func `targets are counted once, by their best outcome and in their window`() {
        var log = ContactLog<UInt16>(capacity: 4)
        let answer3 = log.note(1, .pending, at: Timestamp(seconds: 10))
        #expect(answer3)
        let answer4 = log.note(1, .failed, at: Timestamp(seconds: 20))
        #expect(!answer4)
        log.note(1, .pending, at: Timestamp(seconds: 20))
        log.note(2, .succeeded, at: Timestamp(seconds: 21))
        log.note(2, .failed, at: Timestamp(seconds: 22))
        #expect(log.tally(60, before: Timestamp(seconds: 30)) == ContactTally(pending: 0, failed: 1, succeeded: 1))
        #expect(log.tally(9, before: Timestamp(seconds: 30)) == ContactTally(pending: 0, failed: 0, succeeded: 1))
        log.settle(2, .failed)
        #expect(log.tally(60, before: Timestamp(seconds: 30)).failed == 2)
    }

    @Test func `the oldest target makes room`() {
        var log = ContactLog<UInt16>(capacity: 4)
        for target in 1...9 { log.note(UInt16(target), .failed, at: Timestamp(seconds: Double(target))) }
        #expect(log.contacts.map(\.target) == [6, 7, 8, 9])
    }
}
