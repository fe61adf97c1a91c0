import Testing
import Vocabulary

@testable import Outbound

@Suite("NameServers")
struct NameServersTests {
    @Test func `the first three servers count, comments and damage do not`() {
        let text = """
            # nameserver 9.9.9.9
            search example.org
            nameserver 1.1.1.1
            nameserver\t2001:4860:4860::8888
            nameserver nonsense
            nameserver 8.8.8.8
            nameserver 8.8.4.4
            """
        #expect(NameServers.read(text).map(\.description) == ["1.1.1.1", "2001:4860:4860::8888", "8.8.8.8"])
    }

    @Test func `without a file this machine is asked`() {
        #expect(NameServers.system("/nonexistent") == [IPAddress(127, 0, 0, 1)])
    }
}
