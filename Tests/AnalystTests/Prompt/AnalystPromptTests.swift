import Testing
import Vocabulary

@testable import Analyst

@Suite("AnalystPrompt")
struct AnalystPromptTests {
    @Test(arguments: HostileTexts.all)
    func `hostile text stays data`(_ text: String) throws {
        let prompt = AnalystPrompt(try HostileTexts.incident(saying: text), steps: [])
        let data = try #require(prompt.user.split(separator: "\n").dropFirst().first)
        #expect(data.first == "{" && data.last == "}")
        #expect(!data.contains("<") && !data.contains(">") && !data.contains("&"))
        #expect(data.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        #expect(data.contains("\"server_name\":{\"wire_text\":"))
        // Nowhere but in its three marked places.
        let visible = WireText.bounded(text)
        if visible == text,
            text.utf8.allSatisfy({ $0 < 0x7F && $0 != 34 && $0 != 92 && $0 != 60 && $0 != 62 && $0 != 38 })
        {
            #expect(data.ranges(of: text).count == 3)
        }
        #expect(prompt.user.ranges(of: "</incident-data>").count == 1)
        #expect(prompt.system == AnalystPrompt(try HostileTexts.incident(saying: "www.example.net"), steps: []).system)
    }

    @Test func `a prompt is bounded however much an incident holds`() throws {
        var incident = try HostileTexts.incident(saying: String(repeating: "A", count: 10_000))
        let event = incident.events[0]
        incident.events = (1...200).map { StoryEvent(id: "E\($0)", finding: event.finding) }
        incident.title = String(repeating: "T", count: 10_000)
        #expect(AnalystPrompt(incident, steps: []).text.utf8.count < 64_000)
    }

    @Test func `the same incident gives the same prompt`() throws {
        let incident = try #require(ForgedIncidents.first(.c2Beacon))
        #expect(AnalystPrompt(incident, steps: []).hash == AnalystPrompt(incident, steps: []).hash)
    }
}
