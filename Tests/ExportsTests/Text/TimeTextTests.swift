@testable import Exports
import Testing
import Vocabulary

@Suite struct TimeTextTests {
    @Test func `times are those of their description, whatever came before`() {
        var times = TimeText()
        for nanoseconds: Int64 in [
            0, 999, 1_767_600_000_123_456_789, 1_767_599_999_999_999_999, -1, -86_400_000_000_001,
            951_782_400_000_000_000,
            1_767_600_000_000_000_000, 4_600_000_000_000_000_000, -4_600_000_000_000_000_000,
        ] {
            let time = Timestamp(nanoseconds: nanoseconds)
            var text = ByteText()
            times.append(time, to: &text)
            #expect(String(decoding: text.bytes, as: UTF8.self) + "Z" == time.description)
        }
    }
}
