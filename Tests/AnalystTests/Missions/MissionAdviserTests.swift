import Outbound
import Testing
import Vocabulary

@testable import Analyst

@Suite("MissionAdviser")
struct MissionAdviserTests {
    private let mission = MissionStatus(
        name: "slow-beacon", title: "Slow beacon", description: "Calls after equal pauses.", detections: [.c2Beacon],
        techniques: ["T1071.001"], severity: .high,
        options: [
            .init(CardOption("calls", 10, 5...100, "calls", "How many."), value: 10)
        ], blindSpots: ["random pauses"], enabled: true, everyHours: 6,
        last: HuntEntry(
            mission: "slow-beacon", started: Timestamp(nanoseconds: 0), seconds: 1, trigger: .schedule,
            looked: ["10.1.2.3 and evil.example"], findings: 0, incidents: [], nothing: nil))

    private func adviser(_ server: ModelServer, seconds: Int = 20) -> MissionAdviser {
        var settings = ModelSettings(choice: "openai:tiny") ?? ModelSettings()
        settings.url = server.url + "/v1"
        settings.timeoutSeconds = seconds
        let pseudonyms = AddressPseudonyms(key: Array(repeating: 7, count: 32))
        return MissionAdviser(ModelAnalyst(gate: OutboundGate(), settings: settings, pseudonyms: pseudonyms))
    }

    @Test func `it is shown sums and the table, and gives back names and numbers`() async throws {
        let server = try await ModelServer.start { _ in
            ModelServer.chat(
                "Sure! {\"missions\": [{\"mission\": \"slow-beacon\", \"options\": [{\"name\": \"calls\", \"value\": 8}]}]}"
            )
        }
        var picture = HuntSummary()
        picture.flows = 4711
        picture.services = ["tls": 12]
        let orders = try await adviser(server).choose(picture, among: [mission])
        #expect(orders == [MissionOrder(mission: "slow-beacon", options: ["calls": 8])])
        let request = try #require(server.requests.first)
        #expect(request.body.contains("4711") && request.body.contains("slow-beacon"))
        // What an earlier round met on the wire stays at home.
        #expect(!request.body.contains("10.1.2.3") && !request.body.contains("evil.example"))
        await server.stop()
    }

    @Test(arguments: [
        "I would run everything.", "{\"missions\": \"all\"}", "{\"missions\": [{\"mission\": 7}]}",
        "{\"missions\": [{\"mission\": \"slow-beacon\", \"options\": [{\"name\": \"calls\", \"value\": \"many\"}]}]}",
        "{}",
        "[]", "",
    ])
    func `an answer of another shape is an error, not a guess`(_ answer: String) async throws {
        let server = try await ModelServer.start { _ in ModelServer.chat(answer) }
        await #expect(throws: AnalystError.self) {
            _ = try await adviser(server).choose(HuntSummary(), among: [mission])
        }
        await server.stop()
    }

    @Test func `without a model there is nobody to ask`() async throws {
        let pseudonyms = AddressPseudonyms(key: Array(repeating: 7, count: 32))
        let nobody = MissionAdviser(
            ModelAnalyst(gate: OutboundGate(), settings: ModelSettings(), pseudonyms: pseudonyms))
        #expect(await nobody.name == nil)
    }
}
