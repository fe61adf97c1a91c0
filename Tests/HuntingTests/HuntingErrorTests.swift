import Testing

@testable import Hunting

@Suite("HuntingError")
struct HuntingErrorTests {
    @Test func `an error is its message`() {
        #expect("\(HuntingError("no answer; try again"))" == "no answer; try again")
    }
}
