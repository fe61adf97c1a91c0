import Learning
import Testing

struct NameLikenessTests {
    @Test(
        arguments: [
            "microsoft", "windowsupdate", "googlesyndication", "stackoverflow", "instagram", "cloudfront", "wikipedia",
            "bundesregierung", "newsletter", "telegram-cdn", "static-assets", "mail01", "update",
        ]) func `words are not noise`(label: String)
    {
        #expect(NameLikeness(label.utf8).randomness < 0.35)
    }

    @Test(
        arguments: [
            "xkqjzvhwpl", "qgfzbdnwmtrk", "a8f3kq92mzx01", "vnxdwkzptrlq", "uhqzgkvxwbnj", "k3j5h2v9x7q1",
        ]) func `random labels are`(label: String)
    {
        #expect(NameLikeness(label.utf8).randomness >= 0.5)
    }

    @Test func `short labels are never called noise`() {
        #expect(NameLikeness("xqzkvj".utf8).randomness == 0)
        #expect(NameLikeness("".utf8).fluency == 1)
    }
}
