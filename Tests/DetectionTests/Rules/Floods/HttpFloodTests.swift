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

    @Test func `who asks for everything there is, hour after hour, is a proxy`() {
        // 60 a second for one of 900 pages: few different ones in all, many in ten seconds.
        #expect(requests(12_000, every: 1.0 / 60) { "/page/\($0 &* 7919 % 900)" }.findings(HttpFlood.self).isEmpty)
        #expect(!requests(12_000, every: 1.0 / 60) { "/page/\($0 % 9)" }.findings(HttpFlood.self).isEmpty)
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

    /// `sources` clients ask the server, each so often a second, for what `path` says of the client's and its own number.
    private func shared(
        _ sources: Int, each rate: Double, seconds: Double, from base: IPAddress = IPAddress(45, 9, 1, 0),
        body: UInt64? = nil, path: (Int, Int) -> String
    ) -> [Finding] {
        var story = EventStory()
        for source in 0..<sources {
            let address = IPAddress(v4: base.v4Bits + UInt32(source) + 1)
            for index in 0..<Int(rate * seconds) {
                let time = 100 + (Double(index) + Double(source) / Double(sources)) / rate
                let flow = story.flow(
                    EventStory.key(address, UInt16(30_000 + index / 10), server, 80, .tcp), at: time, flags: .syn)
                var request = HTTPRequest()
                request.method = body == nil ? "GET" : "POST"
                request.target = path(source, index)
                request.contentLength = body
                story.add(.application, flow, at: time, .application(.httpRequest(request)))
            }
        }
        return story.findings(HttpFlood.self)
    }

    @Test func `twenty sources below the rate of one flood together, and all are named`() throws {
        let finding = try #require(shared(20, each: 15, seconds: 5) { "/search?q=\($0)\($1)" }.first)
        #expect(finding.detection == .httpFlood)
        #expect(finding.attackers.count == 20)
        #expect(finding.victims == [.address(server)])
        #expect(finding.number("requests_in_window") ?? 0 >= 200)
        #expect(finding.number("sources_that_repeat") == 20)
    }

    @Test func `a busy site, a page that many poll, and machines that post what they measure are none`() {
        #expect(shared(100, each: 4, seconds: 6) { "/page/\($0 % 7)/part\($1)" }.isEmpty)
        #expect(shared(300, each: 1, seconds: 10) { _, _ in "/api/news" }.isEmpty)
        let inside = IPAddress(10, 0, 1, 0)
        #expect(shared(12, each: 30, seconds: 5, from: inside, body: 800) { _, _ in "/v1/traces" }.isEmpty)
    }

    @Test func `flooders among guests are named without them`() throws {
        let finding = try #require(
            shared(40, each: 12, seconds: 5) { $0 < 36 ? "/" : "/page/\($0)/part\($1)" }.first)
        #expect(finding.attackers.count == 36)
    }
}
