import Foundation
import LocalServers
import Testing
import Vocabulary

@testable import Outbound

@Suite("OutboundGate+Ports")
struct OutboundGatePortsTests {
    private let clock = StillClock()
    private let subject = IPAddress(8, 8, 8, 8)
    private let service: OutboundService = {
        var service = OutboundService("port", budget: .init(perMinute: 60, perDay: 100))
        service.retries = 1
        service.responseLimit = 2000
        return service
    }()

    private func code(_ body: () async throws -> Void) async -> OutboundError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? OutboundError)?.code
        }
    }

    @Test func `WHOIS asks in one line and reads to the end`() async throws {
        let server = try await LocalServer.start(.line) { _, _ in .raw(Array("netname: TEST\r\n".utf8)) }
        let gate = OutboundGate(clock: clock.clock)
        let text = try await gate.whois(
            "127.0.0.1", port: server.port, question: "8.8.8.8", subject: subject, of: service)
        #expect(String(decoding: text, as: UTF8.self) == "netname: TEST\r\n")
        #expect(server.requests.map(\.method) == ["8.8.8.8"])
    }

    @Test func `a WHOIS server that talks too much, or a question with a second line, is refused`() async throws {
        let server = try await LocalServer.start(.line) { _, _ in .raw(Array(repeating: 65, count: 2001)) }
        let gate = OutboundGate(clock: clock.clock)
        #expect(
            await code {
                _ = try await gate.whois(
                    "127.0.0.1", port: server.port, question: "8.8.8.8", subject: subject, of: service)
            } == .tooLarge)
        for (host, question) in [("127.0.0.1", "a\r\nb"), ("bad host", "a"), ("", "a")] {
            #expect(
                await code {
                    _ = try await gate.whois(host, port: 43, question: question, subject: subject, of: service)
                } == .badRequest)
        }
    }

    @Test func `a name is found, none is none, and what answers another question is not heard`() async throws {
        let server = try await LocalNameServer.start { question in
            var wrong = LocalNameServer.answer(to: question, names: ["forged.example"])
            wrong[0] ^= 0xFF
            return [wrong, [1, 2, 3], LocalNameServer.answer(to: question, names: ["dns.example", "b.example"])]
        }
        let gate = OutboundGate(clock: clock.clock)
        let names = try await gate.names(of: subject, at: IPAddress(127, 0, 0, 1), port: server.port, of: service)
        #expect(names == ["dns.example", "b.example"])
        let empty = try await LocalNameServer.start { [LocalNameServer.answer(to: $0, code: 3, names: [])] }
        #expect(try await gate.names(of: subject, at: IPAddress(127, 0, 0, 1), port: empty.port, of: service) == [])
        let failing = try await LocalNameServer.start { [LocalNameServer.answer(to: $0, code: 2, names: [])] }
        #expect(
            await code {
                _ = try await gate.names(of: subject, at: IPAddress(127, 0, 0, 1), port: failing.port, of: service)
            } == .badAnswer)
    }

    @Test func `a silent name server is given up when the time is over`() async throws {
        let clock = clock
        let server = try await LocalNameServer.start { _ in
            clock.endAttempts()
            return []
        }
        let gate = OutboundGate(clock: clock.clock)
        #expect(
            await code {
                _ = try await gate.names(of: subject, at: IPAddress(127, 0, 0, 1), port: server.port, of: service)
            } == .timedOut)
        #expect(server.questions == 2)
    }

    @Test func `no private address reaches a name server, a WHOIS server or a program`() async throws {
        let server = try await LocalNameServer.start { [LocalNameServer.answer(to: $0, names: ["x.example"])] }
        let gate = OutboundGate(clock: clock.clock)
        let home = IPAddress(192, 168, 1, 5)
        let codes = [
            await code { _ = try await gate.names(of: home, at: .init(127, 0, 0, 1), port: server.port, of: service) },
            await code { _ = try await gate.whois("127.0.0.1", port: 9, question: "x", subject: home, of: service) },
            await code { _ = try await gate.run("/bin/echo", ["x"], about: home, of: service) },
        ]
        #expect(codes == [.privateSubject, .privateSubject, .privateSubject])
        #expect(server.questions == 0)
    }

    @Test func `arguments reach a program as they are, and no key of the environment does`() async throws {
        let gate = OutboundGate(clock: clock.clock)
        let text = try await gate.run("/bin/echo", ["$(id); `id` | x", "b"], about: subject, of: service)
        #expect(text == "$(id); `id` | x b\n")
        let environment = try await gate.run("/usr/bin/env", [], about: subject, of: service)
        #expect(environment.split(separator: "\n").map { $0.split(separator: "=")[0] }.sorted() == ["LC_ALL", "PATH"])
    }

    @Test func `a program that is not there, fails without a word or writes too much is named`() async throws {
        let gate = OutboundGate(clock: clock.clock)
        #expect(await code { _ = try await gate.run("no-such-program", [], about: subject, of: service) } == .command)
        #expect(await code { _ = try await gate.run("/bin/false", [], about: subject, of: service) } == .command)
        #expect(
            await code {
                _ = try await gate.run("/usr/bin/head", ["-c", "5000", "/dev/zero"], about: subject, of: service)
            }
                == .tooLarge)
    }
}
