import Testing
import Vocabulary

@Suite struct FlowSnapshotTests {
    @Test func `history letters appear once, initiator in capitals`() {
        var history = FlowHistory()
        for (letter, fromInitiator) in [
            (FlowHistory.Letter.s, true), (.h, false), (.a, true), (.d, true), (.a, false), (.d, false), (.d, true),
            (.f, true), (.f, false),
        ] { history.add(letter, fromInitiator: fromInitiator) }
        #expect(history.description == "ShADadFf")
    }

    @Test func `history is bounded by its sixteen letters`() {
        var history = FlowHistory()
        for _ in 0..<3 {
            for letter in [FlowHistory.Letter.s, .h, .a, .d, .f, .r, .c, .i] {
                history.add(letter, fromInitiator: true)
                history.add(letter, fromInitiator: false)
            }
        }
        #expect(history.description == "SsHhAaDdFfRrCcIi")
    }
}
