import Foundation
import LocalServers
import Testing
import Vocabulary

@testable import Outbound

@Suite("OutboundGate")
struct OutboundGateTests {
    private let clock = StillClock()
    private let subject = IPAddress(8, 8, 8, 8)

    private func service(_ change: (inout OutboundService) -> Void = { _ in }) -> OutboundService {
        var service = OutboundService("test", budget: .init(perMinute: 60, perDay: 1000))
        change(&service)
        return service
    }

    private func send(
        _ server: LocalServer, _ gate: OutboundGate, _ service: OutboundService, about: IPAddress? = nil
    ) async throws(OutboundError) -> OutboundResponse {
        try await gate.send(
            OutboundRequest(
                .get, server.url + "/secret-path?key=secret", headers: [("Key", "secret-key")],
                subject: about ?? subject, purpose: "a test"), to: service)
    }

    private func code(_ body: () async throws -> Void) async -> OutboundError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? OutboundError)?.code
        }
    }

    @Test func `an answer comes with status, headers and body, and the key has reached the server`() async throws {
        let server = try await LocalServer.start { _, _ in .answer(404, ["X-Name": "value"], "no such thing") }
        let gate = OutboundGate(clock: clock.clock)
        let answer = try await send(server, gate, service())
        #expect(answer.status == 404)
        #expect(answer.headers["x-name"] == "value")
        #expect(answer.text == "no such thing")
        #expect(server.requests.map(\.path) == ["/secret-path?key=secret"])
        #expect(server.requests.first?.headers["key"] == "secret-key")
        #expect(server.requests.first?.headers["accept-encoding"] == "identity")
    }

    @Test func `calls, failures and refusals are counted by service, and outlive the process`() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/outbound-\(UUID().uuidString).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let server = try await LocalServer.start { _, before in .answer(before == 0 ? 200 : 500, [:], "") }
        let gate = OutboundGate(ledger: LedgerFile(path), clock: clock.clock)
        let service = service { $0.breaker.failures = 2 }
        for _ in 0..<4 { _ = try? await send(server, gate, service) }
        _ = await code { _ = try await send(server, gate, service, about: IPAddress(10, 0, 0, 1)) }
        for gate in [gate, OutboundGate(ledger: LedgerFile(path), clock: clock.clock)] {
            _ = await gate.standing(of: service)
            let (known, standing) = try #require(await gate.standings().first)
            #expect(known.name == "test" && standing.calls == 3 && standing.failed == 2)
            #expect(standing.refused == ["circuit_open": 1, "private_subject": 1])
            #expect(standing.state == .broken)
        }
    }

    @Test func `the list of calls says to whom and what came, and carries no key, path or query`() async throws {
        let server = try await LocalServer.start { _, _ in .json("{}") }
        let gate = OutboundGate(clock: clock.clock)
        _ = try await send(server, gate, service())
        let calls = await gate.calls()
        #expect(calls.map(\.outcome) == ["200"])
        #expect(calls.map(\.target) == ["http://127.0.0.1:\(server.port)"])
        #expect(calls.map(\.left) == [true])
        #expect(!"\(calls)".contains("secret"))
    }

    @Test(arguments: ["10.1.2.3", "127.0.0.1", "192.0.2.7", "198.51.100.1", "224.0.0.5", "fe80::1", "2001:db8::5"])
    func `an address that is not public is never asked about`(_ text: String) async throws {
        let server = try await LocalServer.start { _, _ in .json("{}") }
        let gate = OutboundGate(clock: clock.clock)
        let address = try #require(IPAddress(text))
        let code = await code { _ = try await send(server, gate, service(), about: address) }
        #expect(code == .privateSubject)
        #expect(server.requests.isEmpty)
        #expect(await gate.standing(of: service()).refused == ["private_subject": 1])
        #expect(await gate.calls().map(\.left) == [false])
    }

    @Test func `nothing leaves while the switch is off, but what stays on this machine`() async throws {
        let server = try await LocalServer.start { _, _ in .json("{}") }
        let gate = OutboundGate(offline: true, clock: clock.clock)
        #expect(await code { _ = try await send(server, gate, service()) } == .offline)
        #expect(server.requests.isEmpty)
        #expect(await gate.standing(of: service()).state == .offline)
        _ = try await send(server, gate, service { $0.staysHome = true })
        #expect(server.requests.count == 1)
        await gate.setOffline(false)
        _ = try await send(server, gate, service())
        #expect(server.requests.count == 2)
    }

    @Test func `plain http to another machine is refused unless the service allows it`() async throws {
        let gate = OutboundGate(clock: clock.clock)
        for url in ["http://example.com/", "ftp://example.com/", "example.com", "https://user:pw@example.com/"] {
            let request = OutboundRequest(.get, url, purpose: "a test")
            let code = await code { _ = try await gate.send(request, to: service()) }
            #expect(code == .badRequest, "\(url)")
        }
    }

    @Test func `503 is tried again after a pause that doubles, and each attempt costs budget`() async throws {
        let server = try await LocalServer.start { _, before in
            before < 2 ? .answer(503, [:], "later") : .json("{}")
        }
        let gate = OutboundGate(clock: clock.clock)
        #expect(try await send(server, gate, service()).status == 200)
        #expect(clock.pauses == [0.5, 1])
        #expect(await gate.standing(of: service()).usedDay == 3)
    }

    @Test func `a short Retry-After is kept, a long one ends the call and is kept by everybody`() async throws {
        let server = try await LocalServer.start { _, before in
            switch before {
            case 0: .answer(429, ["Retry-After": "3"], "")
            case 1: .json("{}")
            default: .answer(429, ["Retry-After": "120"], "")
            }
        }
        let gate = OutboundGate(clock: clock.clock)
        #expect(try await send(server, gate, service()).status == 200)
        #expect(clock.pauses == [3])
        #expect(try await send(server, gate, service()).status == 429)
        #expect(await code { _ = try await send(server, gate, service()) } == .throttled)
        #expect(await gate.standing(of: service()).state == .limited)
        clock.advance(seconds: 119)
        #expect(await code { _ = try await send(server, gate, service()) } == .throttled)
        #expect(server.requests.count == 3)
        clock.advance(seconds: 2)
        #expect(try await send(server, gate, service()).status == 429)
    }

    @Test func `500 is an answer, and five in a row open the breaker until a probe does better`() async throws {
        let server = try await LocalServer.start { _, before in before < 5 ? .answer(500, [:], "") : .json("{}") }
        let gate = OutboundGate(clock: clock.clock)
        for _ in 0..<5 { #expect(try await send(server, gate, service()).status == 500) }
        #expect(await code { _ = try await send(server, gate, service()) } == .circuitOpen)
        #expect(await gate.standing(of: service()).state == .broken)
        #expect(server.requests.count == 5)
        clock.advance(seconds: 61)
        #expect(try await send(server, gate, service()).status == 200)
        #expect(await gate.standing(of: service()).state == .ok)
    }

    @Test func `a server that says nothing is given up when the time is over, and tried again`() async throws {
        let clock = clock
        let server = try await LocalServer.start { _, _ in
            clock.endAttempts()
            return .silence
        }
        let gate = OutboundGate(clock: clock.clock)
        let code = await code { _ = try await send(server, gate, service { $0.retries = 1 }) }
        #expect(code == .timedOut)
        #expect(server.requests.count == 2)
        #expect(clock.pauses == [0.5])
    }

    @Test func `garbage, a huge answer and a connection that breaks are named`() async throws {
        let gate = OutboundGate(clock: clock.clock)
        let once = service {
            $0.retries = 0; $0.breaker.failures = 100; $0.responseLimit = 1000
        }
        let garbage = try await LocalServer.start { _, _ in .raw(Array("\u{1}\u{2}this is no HTTP\r\n\r\n".utf8)) }
        #expect(await code { _ = try await send(garbage, gate, once) } == .badAnswer)
        let huge = try await LocalServer.start { _, _ in .json(String(repeating: "x", count: 1001)) }
        #expect(await code { _ = try await send(huge, gate, once) } == .tooLarge)
        let endless = try await LocalServer.start { _, _ in
            .raw(Array(("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 5000)).utf8))
        }
        #expect(await code { _ = try await send(endless, gate, once) } == .tooLarge)
        let broken = try await LocalServer.start { _, _ in .hangUp }
        #expect(await code { _ = try await send(broken, gate, once) } == .connection)
        let gone = try await LocalServer.start { _, _ in .hangUp }
        try await gone.stop()
        #expect(await code { _ = try await send(gone, gate, once) } == .connection)
    }

    @Test func `a redirect is not followed`() async throws {
        let other = try await LocalServer.start { _, _ in .json("{}") }
        let server = try await LocalServer.start { _, _ in .answer(302, ["Location": other.url], "") }
        let gate = OutboundGate(clock: clock.clock)
        #expect(try await send(server, gate, service()).status == 302)
        #expect(other.requests.isEmpty)
    }

    @Test func `a certificate nobody vouches for, of another name or out of date ends the call`() async throws {
        let gate = OutboundGate(clock: clock.clock)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let cases = [
            (certificate: try TestCertificate(), isTrusted: false, works: false),
            (certificate: try TestCertificate(name: "other.example"), isTrusted: true, works: false),
            (certificate: try TestCertificate(isExpired: true), isTrusted: true, works: false),
            (certificate: try TestCertificate(), isTrusted: true, works: true),
        ]
        for (place, item) in cases.enumerated() {
            let server = try await LocalServer.start(certificate: item.certificate) { _, _ in .json("{}") }
            let file = folder.appendingPathComponent("\(place).pem").path
            try item.certificate.write(to: file)
            let service = service {
                $0.retries = 0
                if item.isTrusted { $0.trust = .file(file) }
            }
            let code = await code { _ = try await send(server, gate, service) }
            #expect(code == (item.works ? nil : .certificate), "\(place)")
            #expect(server.requests.count == (item.works ? 1 : 0), "\(place)")
        }
    }

    @Test func `the budget of a minute and of a day holds, and a restart does not renew it`() async throws {
        let server = try await LocalServer.start { _, _ in .json("{}") }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let small = service { $0.budget = .init(perMinute: 3, perDay: 5) }
        var outcomes: [OutboundError.Code?] = []
        for round in 0..<3 {
            let gate = OutboundGate(ledger: LedgerFile(path), clock: clock.clock)
            for _ in 0..<4 { outcomes.append(await code { _ = try await send(server, gate, small) }) }
            if round != 0 { clock.advance(seconds: 61) }
        }
        // Three of the first minute; none after the restart; then the rest of the day's five.
        #expect(
            outcomes == [
                nil, nil, nil, .budget, .budget, .budget, .budget, .budget, nil, nil, .budget, .budget,
            ])
        #expect(server.requests.count == 5)
        clock.advance(seconds: 86_400)
        let gate = OutboundGate(ledger: LedgerFile(path), clock: clock.clock)
        #expect(await code { _ = try await send(server, gate, small) } == nil)
    }

    @Test func `a caller who gives up costs the service nothing but the call`() async throws {
        let clock = clock
        let (came, arrived) = AsyncStream<Void>.makeStream()
        let server = try await LocalServer.start { _, _ in
            arrived.finish()
            return .silence
        }
        let gate = OutboundGate(clock: clock.clock)
        let service = service()
        let task = Task { await code { _ = try await send(server, gate, service) } }
        for await _ in came {}
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(await gate.standing(of: service).lastError == nil)
        #expect(server.requests.count == 1)
    }
}
