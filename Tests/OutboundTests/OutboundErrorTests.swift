import Testing

@testable import Outbound

@Suite("OutboundError")
struct OutboundErrorTests {
    @Test func `an error is its message`() {
        #expect("\(OutboundError(.connection, "no answer; try again"))" == "no answer; try again")
    }
}
