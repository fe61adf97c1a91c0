import Testing

@testable import Sentinel

@Suite struct ServiceSettingsTests {
    @Test(arguments: [
        ("127.0.0.1:8000", "127.0.0.1", 8000), ("[::1]:443", "::1", 443), (":9000", "127.0.0.1", 9000),
        ("9000", "127.0.0.1", 9000), ("localhost:0", "localhost", 0),
    ])
    func `an address to listen at is host and port`(_ text: String, _ host: String, _ port: Int) throws {
        let door = try #require(ServiceSettings.Door(listen: text))
        #expect(door.host == host)
        #expect(door.port == port)
    }

    @Test(arguments: ["", "127.0.0.1", "host:", "host:70000", "host:-1", "host:8000x", "[::1]"])
    func `anything else is refused`(_ text: String) {
        #expect(ServiceSettings.Door(listen: text) == nil)
    }
}
