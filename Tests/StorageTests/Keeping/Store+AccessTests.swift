import Testing
import Vocabulary

@testable import Storage

@Suite struct StoreAccessTests {
    @Test func `a token lets in by its hash, and its sessions end with it`() async throws {
        let store = try TestFolder().store()
        let hash = [UInt8](repeating: 7, count: 32)
        let made = try await store.addToken(
            name: "script", role: .analyst, scopes: [Scope("incidents:read"), Scope("flows")].compactMap(\.self),
            hash: hash, at: Sample.start)
        let known = try await store.token(hash: hash, now: Sample.start)
        #expect(known?.id == made.id)
        #expect(known?.role == .analyst)
        #expect(known?.scopes.map(\.text) == ["incidents:read", "flows"])
        let unknown = try await store.token(hash: [1], now: Sample.start)
        #expect(unknown == nil)
        let session = [UInt8](repeating: 9, count: 32)
        try await store.addSession(hash: session, token: made.id, expires: Sample.start.advanced(bySeconds: 60))
        let open = try await store.session(hash: session, now: Sample.start)
        #expect(open?.token.name == "script")
        let over = try await store.session(hash: session, now: Sample.start.advanced(bySeconds: 61))
        #expect(over == nil)
        let removed = try await store.removeToken(made.id)
        #expect(removed)
        let after = try await store.session(hash: session, now: Sample.start)
        #expect(after == nil)
        let again = try await store.removeToken(made.id)
        #expect(!again)
    }
}
