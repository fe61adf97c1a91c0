import Testing
import Vocabulary

@testable import Hunting

@Suite("RetroSettings")
struct RetroSettingsTests {
    @Test func `the environment is heard, and the command line over it`() throws {
        var settings = RetroSettings()
        try settings.set(environment: [
            "NET_SCOUT_VERTICAL_PORTS_THRESHOLD": "7", "NET_SCOUT_DEFAULT_SINCE": "6 hours",
            "NET_SCOUT_LOG_LEVEL": "INFO",
        ])
        #expect(settings.verticalPorts == 7 && settings.defaultSince == "6 hours")
        try settings.set([("VERTICAL_PORTS_THRESHOLD", "9")])
        #expect(settings.verticalPorts == 9)
    }

    @Test func `every problem is named`() {
        var settings = RetroSettings()
        let error = #expect(throws: ServiceError.self) {
            try settings.set([("ports", "1"), ("vertical_ports_threshold", "many"), ("repeated_conn_threshold", "0")])
        }
        #expect(error?.description.split(separator: ";").count == 3)
    }
}
