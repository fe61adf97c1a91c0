import Foundation
import Testing
import Vocabulary

@Suite struct AccessTests {
    @Test func `each role may do what the ones before it may`() {
        #expect(Role.allCases.sorted() == [.viewer, .analyst, .admin])
        #expect(Role(rawValue: "root") == nil)
    }

    @Test func `a token's document tells nothing of its secret`() throws {
        let token = TokenRecord(id: 1, name: "script", role: .viewer, created: Timestamp(nanoseconds: 0))
        let data = try JSONEncoder().encode(token)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(Set(object.keys) == ["id", "name", "role", "scopes", "created", "last_used"])
        #expect(try JSONDecoder().decode(TokenRecord.self, from: data) == token)
    }

    @Test func `audit entries and suppressions survive the way through JSON`() throws {
        let time = Timestamp(nanoseconds: 1_767_600_000_123_456_000)
        let entry = AuditEntry(id: 4, at: time, who: "ada", role: nil, action: "a", target: "t", detail: "d", hash: "h")
        #expect(try JSONDecoder().decode(AuditEntry.self, from: JSONEncoder().encode(entry)) == entry)
        let row = SuppressionRecord(
            id: 2, detection: .dga, attackers: AddressBlock("10.0.0.0/8"), reason: "r", by: "ada", at: time)
        #expect(try JSONDecoder().decode(SuppressionRecord.self, from: JSONEncoder().encode(row)) == row)
    }
}
