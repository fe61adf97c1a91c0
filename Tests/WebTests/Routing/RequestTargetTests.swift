import Testing
import Web

@Suite struct RequestTargetTests {
    @Test func `a path is taken apart and decoded once`() {
        #expect(RequestTarget("/api/hosts/fe80%3A%3A1?x=1")?.segments == ["api", "hosts", "fe80::1"])
        #expect(RequestTarget("/api/a?b=c?d")?.query == "b=c?d")
        #expect(RequestTarget("/")?.segments == [])
    }

    @Test(arguments: [
        "", "x", "http://evil/", "/a/../b", "/%2e%2e/etc/passwd", "/a//b", "/a%2fb", "/a%5cb", "/a%00", "/%zz", "/%ff",
        "/./a",
    ])
    func `what could be read in two ways is no path`(target: String) {
        #expect(RequestTarget(target) == nil)
    }
}
