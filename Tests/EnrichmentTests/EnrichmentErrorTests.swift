import Testing

@testable import Enrichment

@Suite("EnrichmentError")
struct EnrichmentErrorTests {
    @Test func `an error is its message`() {
        #expect("\(EnrichmentError("no answer; try again"))" == "no answer; try again")
    }
}
