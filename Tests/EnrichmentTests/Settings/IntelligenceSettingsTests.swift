import Foundation
import Testing
import Vocabulary

@testable import Enrichment

@Suite("IntelligenceSettings")
struct IntelligenceSettingsTests {
    private let now = Timestamp(nanoseconds: 5)

    private func change(_ id: String, _ body: (inout IntelligenceChange.Source) -> Void) -> IntelligenceChange {
        var change = IntelligenceChange()
        var source = IntelligenceChange.Source()
        body(&source)
        change.sources[id] = source
        return change
    }

    @Test func `everything that is wrong is named at once`() {
        var wrong = change("abuseipdb") {
            $0.key = "a b"
            $0.url = "http://elsewhere.example"
            $0.perMinute = 0
            $0.perDay = -1
            $0.options = ["score": 101, "colour": 1]
        }
        wrong.threshold = 4
        wrong.sources["nobody"] = .init()
        wrong.sources["rdns"] = change("rdns") { $0.key = "some-key" }.sources["rdns"]
        let problems = IntelligenceSettings.problems(wrong).map { String($0.prefix { $0 != ":" }) }
        #expect(
            problems == [
                "threshold", "sources.abuseipdb.key", "sources.abuseipdb.url", "sources.abuseipdb.url",
                "sources.abuseipdb.per_minute", "sources.abuseipdb.per_day", "sources.abuseipdb.options.colour",
                "sources.abuseipdb.options.score", "sources.nobody", "sources.rdns.key",
            ])
    }

    @Test(arguments: [
        ("https://pdns.example/api/", true), ("http://127.0.0.1:9/x", true), ("http://pdns.example", false),
        ("ftp://x", false), ("https://u@h/", false), ("https://h/?key=1", false), ("https://h h", false),
    ])
    func `addresses of services are https, or of this machine, and carry nothing secret`(_ url: String, _ good: Bool) {
        #expect(IntelligenceSettings.problems(change("pdns") { $0.url = url }).isEmpty == good)
    }

    @Test func `what is given is taken, what is not stays, and new thresholds date the old answers`() throws {
        var settings = IntelligenceSettings()
        settings.take(change("otx") { $0.enabled = false }, at: now)
        #expect(settings.sources["otx"]?.changed == nil)
        settings.take(change("otx") { $0.options = ["pulses": 2] }, at: now)
        #expect(settings.sources["otx"]?.enabled == false)
        #expect(settings.sources["otx"]?.changed == 5)
        settings.take(change("pdns") { $0.url = "https://pdns.example//" }, at: now)
        #expect(settings.sources["pdns"]?.url == "https://pdns.example")
        let text = try JSONEncoder().encode(settings)
        #expect(try JSONDecoder().decode(IntelligenceSettings.self, from: text) == settings)
        #expect(try JSONDecoder().decode(IntelligenceSettings.self, from: Data("{}".utf8)) == IntelligenceSettings())
    }
}
