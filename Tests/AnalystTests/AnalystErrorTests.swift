import Testing

@testable import Analyst

@Suite("AnalystError")
struct AnalystErrorTests {
    @Test func `an error is its message`() {
        #expect("\(AnalystError("no answer; try again"))" == "no answer; try again")
    }
}
