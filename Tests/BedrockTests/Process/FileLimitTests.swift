import Bedrock
import Testing

@Suite struct FileLimitTests {
    @Test func `raising never lowers what is allowed`() {
        let before = FileLimit.raise(to: 0)
        let after = FileLimit.raise(to: before)
        #expect(before > 0)
        #expect(after >= before)
    }
}
