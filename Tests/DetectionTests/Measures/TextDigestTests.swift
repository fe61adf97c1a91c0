import Detection
import Testing

struct TextDigestTests {
    @Test func `is FNV-1a`() {
        #expect(digest("".utf8) == 0xCBF2_9CE4_8422_2325)
        #expect(digest("a".utf8) == 0xAF63_DC4C_8601_EC8C)
        #expect(digest("foobar".utf8) == 0x8594_4171_F739_67E8)
    }
}
