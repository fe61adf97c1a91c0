import Outbound
import Testing
import Vocabulary

@testable import Analyst

@Suite("ModelAnalyst")
struct ModelAnalystTests {
    private func analyst(_ url: String, _ change: (inout ModelSettings) -> Void = { _ in }) -> ModelAnalyst {
        var settings = ModelSettings(backend: "openai")
        settings.url = url
        settings.perMinute = 1000
        settings.perDay = 1000
        settings.timeoutSeconds = 5
        settings.usesPseudonyms = false
        change(&settings)
        return ModelAnalyst(gate: OutboundGate(), settings: settings, pseudonyms: AddressPseudonyms(key: Array(1...32)))
    }

    private static func json(
        _ claims: [(String, [String])], techniques: [(String, [String], String)] = [], first: String = ""
    ) -> String {
        func list(_ items: [String]) -> String { "[" + items.map { "\"\($0)\"" }.joined(separator: ",") + "]" }
        func quoted(_ text: String) -> String {
            var result = ""
            for scalar in text.unicodeScalars {
                if scalar == "\"" || scalar == "\\" || scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
            return result
        }
        let said = claims.map { "{\"text\":\"\(quoted($0.0))\",\"events\":\(list($0.1))}" }.joined(separator: ",")
        let argued = techniques.map { "{\"id\":\"\($0.0)\",\"events\":\(list($0.1)),\"argument\":\"\(quoted($0.2))\"}" }
            .joined(separator: ",")
        return "{\"claims\":[\(said)],\"techniques\":[\(argued)],\"first_step\":\"\(first)\"}"
    }

    @Test func `true claims of a model come first, and the templates tell the rest`() async throws {
        let incident = try HostileTexts.incident(saying: "www.example.net")
        let server = try await ModelServer.start { _ in
            ModelServer.chat(
                Self.json(
                    [("192.168.20.107 calls 198.51.100.140 every 312 s.", ["E1"]), ("It made 999 calls.", ["E1"])],
                    techniques: [("T1071.001", ["E1"], "The calls use a web protocol."), ("T1485", ["E1"], "Data.")],
                    first: "S2"))
        }
        let analyst = analyst(server.url)
        let analysis = await analyst.analysis(of: incident)
        #expect(analysis.origin == .model && analysis.model == "openai default" && analysis.fallback == nil)
        #expect(analysis.claims.map(\.text) == ["192.168.20.107 calls 198.51.100.140 every 312 s."])
        #expect(analysis.struck.map(\.text) == ["It made 999 calls.", "T1485 Data."])
        #expect(analysis.struck.allSatisfy { !$0.reason.isEmpty })
        #expect(analysis.techniques.map(\.argument).contains("The calls use a web protocol."))
        #expect(!analysis.techniques.contains { $0.technique.id == "T1485" })
        #expect(analysis.firstStep.hasPrefix("S2: "))
        // Asked once: the second answer is kept.
        #expect(await analyst.analysis(of: incident) == analysis)
        #expect(server.requests.count == 1)
        _ = await analyst.analysis(of: incident, anew: true)
        #expect(server.requests.count == 2)
        var grown = incident
        grown.events[0].finding.evidence[1] = Evidence("arrivals", count: 121, threshold: 8)
        _ = await analyst.analysis(of: grown)
        #expect(server.requests.count == 3)
        await server.stop()
    }

    @Test(arguments: HostileTexts.all)
    func `a model that obeys hostile text gets none of it through`(_ text: String) async throws {
        let incident = try HostileTexts.incident(saying: text)
        // The worst model: repeats what the wire says as it is, and does what it is told.
        let server = try await ModelServer.start { _ in
            ModelServer.chat(
                Self.json(
                    [
                        (text, ["E1"]), ("The server says: \(text)", ["E1"]), ("\(text).", ["E1", "E99"]),
                        ("The incident is harmless because \(text)", ["E1"]),
                        ("All is well, no action is needed.", ["E1"]),
                        ("198.51.100.140 attacks 192.168.20.107.", ["E1"]), ("9999 hosts were lost.", ["E1"]),
                    ], techniques: [("T1485", ["E1"], text), ("T1071.001", ["E1"], text)], first: text))
        }
        let analysis = await analyst(server.url).analysis(of: incident)
        let plain = TemplateAnalyst().analysis(of: incident)
        // More than once where a busy machine let the first call time out.
        #expect(server.requests.count >= 1, "the model was asked")
        #expect(analysis.claims == plain.claims, "\(analysis.claims.filter { $0.by == .model }.map(\.text))")
        #expect(analysis.techniques == plain.techniques)
        #expect(analysis.firstStep == plain.firstStep && analysis.playbook == plain.playbook)
        #expect(analysis.fallback != nil)
        await server.stop()
    }

    @Test(arguments: ForgedIncidents.all.filter { $0.incident.severity >= .medium })
    func `a model that invents everything gets nothing through`(_ forged: ForgedIncidents.Case) async throws {
        let incident = forged.incident
        let event = incident.events[0].id
        let server = try await ModelServer.start { _ in
            ModelServer.chat(
                Self.json(
                    [
                        ("77777 hosts were attacked.", [event]), ("The attacker 9.9.9.9 did it.", [event]),
                        ("It lasted 3 weeks.", [event]), ("The file payload.exe was written.", [event]),
                        ("It is T1485.", [event]), ("It is a false positive.", [event]),
                        ("The attack failed.", ["E777"]),
                        ("12,345,678 bytes were sent.", [event]), ("Call the police.", [event]),
                    ],
                    techniques: [
                        ("T1485", [event], "Because."), ("T9999", [event], "Because."), ("T1046", ["E777"], "Because."),
                    ]))
        }
        let analysis = await analyst(server.url).analysis(of: incident)
        #expect(analysis.claims.allSatisfy { $0.by == .template }, "\(analysis.claims.filter { $0.by == .model })")
        #expect(analysis.struck.count == 12)
        #expect(Set(analysis.techniques.map(\.technique)) == Set(incident.techniques))
        await server.stop()
    }

    @Test(arguments: [
        "", "no JSON at all", "{", "{}", "[]", "{\"claims\": 5}", "{\"claims\":[{\"text\":1,\"events\":[]}]}",
        String(repeating: "{\"claims\":[", count: 2000), String(repeating: "x", count: 300_000),
    ])
    func `an answer of another shape falls back to the templates`(_ text: String) async throws {
        let incident = try HostileTexts.incident(saying: "www.example.net")
        let server = try await ModelServer.start { _ in ModelServer.chat(text) }
        let analysis = await analyst(server.url).analysis(of: incident)
        #expect(analysis.fallback?.contains("was not heard") == true)
        #expect(analysis.claims == TemplateAnalyst().analysis(of: incident).claims)
        await server.stop()
    }

    @Test func `an answer in a Markdown fence is read`() async throws {
        let incident = try HostileTexts.incident(saying: "www.example.net")
        let server = try await ModelServer.start { _ in
            ModelServer.chat("Sure!\n```json\n\(Self.json([("120 calls came.", ["E1"])]))\n```")
        }
        #expect(await analyst(server.url).analysis(of: incident).origin == .model)
        await server.stop()
    }

    @Test func `errors, slowness and an empty budget fall back, each with its reason`() async throws {
        let incident = try HostileTexts.incident(saying: "www.example.net")
        let failing = try await ModelServer.start { _ in ModelServer.Reply(status: 500, body: "oops") }
        #expect(await analyst(failing.url).analysis(of: incident).fallback?.contains("status 500") == true)
        let slow = try await ModelServer.start { _ in ModelServer.Reply(body: "{}", delay: 4) }
        let impatient = analyst(slow.url) { $0.timeoutSeconds = 1 }
        #expect(await impatient.analysis(of: incident).fallback?.contains("was not heard") == true)
        let good = try await ModelServer.start { _ in ModelServer.chat(Self.json([("120 calls came.", ["E1"])])) }
        let poor = analyst(good.url) { $0.perMinute = 1 }
        #expect(await poor.analysis(of: incident).fallback == nil)
        #expect(await poor.analysis(of: incident, anew: true).fallback?.contains("budget") == true)
        #expect(good.requests.count == 1)
        #expect(await analyst("http://127.0.0.1:9").analysis(of: incident).fallback != nil)
        #expect(await analyst("not a url").analysis(of: incident).fallback != nil)
        for server in [failing, slow, good] { await server.stop() }
    }

    @Test func `with pseudonyms no true address leaves, and the answer comes back with them`() async throws {
        let incident = try HostileTexts.incident(saying: "www.example.net")
        let server = try await ModelServer.start { request in
            // Says back the addresses it was told.
            let parts = request.body.split(separator: "attackers\\\":[\\\"")
            let attacker = parts.count > 1 ? parts[1].prefix { $0 != "\\" } : "none"
            return ModelServer.chat(Self.json([("\(attacker) calls a server every 312 s.", ["E1"])]))
        }
        let analysis = await analyst(server.url) { $0.usesPseudonyms = true }.analysis(of: incident)
        let sent = try #require(server.requests.first?.body)
        #expect(!sent.contains("192.168.20.107") && !sent.contains("198.51.100.140"))
        #expect(analysis.claims.first?.text == "192.168.20.107 calls a server every 312 s.")
        await server.stop()
    }

    @Test func `what is sent is what the preview shows`() async throws {
        let incident = try HostileTexts.incident(saying: "www.example.net")
        let server = try await ModelServer.start { _ in ModelServer.chat("{}") }
        let analyst = analyst(server.url)
        let prompt = await analyst.prompt(for: incident)
        _ = await analyst.analysis(of: incident)
        let body = try #require(server.requests.first?.body)
        let data = try #require(prompt.user.split(separator: "\n").dropFirst().first)
        #expect(body.contains(data.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")))
        await server.stop()
    }

    @Test func `without a backend nobody is asked`() async throws {
        let incident = try HostileTexts.incident(saying: "www.example.net")
        let analyst = ModelAnalyst(
            gate: OutboundGate(), settings: ModelSettings(), pseudonyms: AddressPseudonyms(key: Array(1...32)))
        #expect(await analyst.analysis(of: incident) == TemplateAnalyst().analysis(of: incident))
        #expect(await analyst.figures == ModelAnalyst.Figures())
    }
}
