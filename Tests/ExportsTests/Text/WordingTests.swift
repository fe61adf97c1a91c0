@testable import Exports
import Testing
import Vocabulary

@Suite struct WordingTests {
    @Test func `every case has its own name`() {
        for service in Service.allCases { #expect(Wording.service(service) == service.name) }
        for variant: DNSVariant in [.dns, .mdns, .llmnr, .nbns] {
            #expect(Wording.variant(variant) == "\(variant)")
        }
        for operation: NeighborFact.Operation in [.request, .reply, .router, .redirect] {
            #expect(Wording.operation(operation) == "\(operation)")
        }
    }
}
