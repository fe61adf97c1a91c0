import Testing

@testable import Detection

@Suite struct QuestionMemoTests {
    @Test func `a name is judged alike the first time and again`() {
        var memo = QuestionMemo(capacity: 2)
        for name in ["www.example.com", "a.b.example.co.uk", "", "4.3.2.1.in-addr.arpa", "www.example.com"] {
            let question = memo.look(up: name)
            #expect(question.labels == RegisteredDomain(name).labels)
            #expect(question.domain == digest(RegisteredDomain(name).domain.utf8))
            #expect(question.isInfrastructure == RegisteredDomain.isInfrastructure(name))
        }
    }
}
