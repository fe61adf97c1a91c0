import Testing
import Vocabulary

@testable import Detection

@Suite struct HttpFloodTests {
    private let client = IPAddress(10, 0, 0, 66)
    private let server = IPAddress(10, 0, 0, 7)

    private func requests(_ count: Int, every gap: Double, path: (Int) -> String) -> EventStory {
        var story = EventStory()
        for index in 0..<count {
            let time = 100 + Double(index) * gap
            let flow = story.flow(
                EventStory.key(client, UInt16(30_000 + index % 50), server, 80, .tcp), at: time, flags: .syn)
            var request = HTTPRequest()
            request.method = "GET"
            request.target = path(index)
            story.add(.application, flow, at: time, .application(.httpRequest(request)))
        }
        return story
    }

    @Test func `one page a thousand times is a flood, whatever its query`() throws {
        let finding = try #require(requests(1000, every: 0.002) { "/search?q=\($0)" }.findings(HttpFlood.self).first)
        #expect(finding.detection == .httpFlood)
        #expect(finding.attackers == [.address(client)])
        #expect(finding.number("distinct_paths") == 1)
        #expect(finding.number("requests_in_window") ?? 0 >= 100)
    }

    @Test func `a heavy page, a crawl and a slow poll are none`() {
        #expect(requests(600, every: 0.004) { "/asset/\($0).js" }.findings(HttpFlood.self).isEmpty)
        #expect(requests(1000, every: 0.05) { _ in "/status" }.findings(HttpFlood.self).isEmpty)
    }

    @Test func `encrypted connections count where requests are not seen`() throws {
        var story = EventStory()
        for index in 0..<1000 { story.tcp(client, server, port: 443, at: 100 + Double(index) * 0.002, .talk) }
        let finding = try #require(story.findings(HttpFlood.self).first)
        #expect(finding.number("connections_in_window") ?? 0 >= 100)
        var calm = EventStory()
        for index in 0..<300 { calm.tcp(client, server, port: 443, at: 100 + Double(index) * 0.1, .talk) }
        #expect(calm.findings(HttpFlood.self).isEmpty)
    }
}
