import Testing
import Vocabulary

@testable import Detection

struct QuestionLedgerTests {
    private let asked = IPAddress(10, 0, 0, 9)

    @Test func `a question is answered once`() {
        var ledger = QuestionLedger()
        ledger.ask(asked)
        let answers = [ledger.answer(asked), ledger.answer(asked), ledger.answer(IPAddress(10, 0, 0, 8))]
        #expect(answers == [true, false, false])
    }

    @Test func `as many answers as questions, over the roll of the minute as well`() {
        var ledger = QuestionLedger()
        ledger.ask(asked)
        ledger.ask(asked)
        ledger.roll()
        ledger.ask(asked)
        let answered = (0..<5).count { _ in ledger.answer(asked) }
        #expect(answered == 3)
    }

    @Test func `what nobody answered for two minutes is over`() {
        var ledger = QuestionLedger()
        ledger.ask(asked)
        ledger.roll()
        ledger.roll()
        let isAnswer = ledger.answer(asked)
        #expect(!isAnswer)
    }

    @Test func `a storm of questions does not overflow`() {
        var ledger = QuestionLedger()
        for _ in 0..<1000 { ledger.ask(asked) }
        let answered = (0..<1000).count { _ in ledger.answer(asked) }
        #expect(answered == 255)
    }
}
