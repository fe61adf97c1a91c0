import Testing
import Vocabulary

@Suite struct ServiceTests {
    @Test(arguments: Service.allCases) func `a service is called as it is written`(service: Service) {
        #expect(service.name == "\(service)")
    }
}
