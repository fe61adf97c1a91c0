import Testing
import Vocabulary

@Suite("Scope")
struct ScopeTests {
    private func scopes(_ texts: String...) -> [Scope] { texts.compactMap(Scope.init) }

    @Test(arguments: ["incidents", "incidents:read", "flows"])
    func `a scope is an area, or reading it`(text: String) {
        #expect(Scope(text)?.text == text)
    }

    @Test(arguments: ["", "everything", "incidents:write", "incidents:", ":read", "incidents:read:read", "Incidents"])
    func `what is no scope is refused`(text: String) {
        #expect(Scope(text) == nil)
    }

    @Test func `no scopes allow everything`() {
        #expect([Scope]().allow("tokens", reading: false))
    }

    @Test func `scopes allow their areas and nothing else`() {
        let some = scopes("incidents", "flows:read")
        #expect(some.allow("incidents", reading: false))
        #expect(some.allow("flows", reading: true))
        #expect(!some.allow("flows", reading: false))
        #expect(!some.allow("alerts", reading: true))
    }

    @Test func `nobody gives away more than they have`() {
        let some = scopes("incidents", "flows:read", "tokens")
        #expect(some.cover(scopes("incidents:read", "flows:read")))
        #expect(!some.cover(scopes("flows")))
        #expect(!some.cover(scopes("rules")))
        #expect(!some.cover([]))
        #expect([Scope]().cover([]))
    }
}
