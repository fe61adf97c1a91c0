import Testing
import Web

@Suite struct DocsPageTests {
    @Test func `the page is of our own making, whole, and runs nothing inline`() async throws {
        try await RunningServer.run { server in
            let page = try await server.call("GET", "/docs")
            #expect(page.head.contains("text/html"))
            #expect(page.head.contains("script-src 'self'"))
            #expect(!page.body.contains("<style") && !page.body.contains("onclick"))
            for match in page.body.matches(of: /(?:src|href)="([^"]*)"/) {
                let target = String(match.1)
                guard target.hasPrefix("/") else {
                    #expect(target.hasPrefix("data:"), "\(target) is foreign")
                    continue
                }
                let reply = try await server.call("GET", target)
                #expect(reply.status == 200, "\(target)")
            }
        }
    }

    @Test func `what it names in the page is there`() async throws {
        try await RunningServer.run { server in
            let page = try await server.call("GET", "/docs").body
            let script = try await server.call("GET", "/docs/docs.js").body
            let names = script.matches(of: /getElementById\("([^"]*)"\)/).map { String($0.1) }
            #expect(!names.isEmpty)
            for name in names { #expect(page.contains("id=\"\(name)\""), "\(name)") }
            // Answers are text: nothing in the script can make markup of them.
            #expect(!script.contains("innerHTML") && !script.contains("insertAdjacentHTML"))
        }
    }
}
