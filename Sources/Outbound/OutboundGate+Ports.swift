package import Vocabulary

/// What does not go over HTTP, through the same gate: budget, breaker, time, size, offline switch, subjects and list of calls.
extension OutboundGate {
    /// Asks a WHOIS server (TCP, port 43) and gives what it wrote.
    ///
    /// - Parameter question: a line without its end; control characters make it `badRequest`.
    package func whois(
        _ server: String, port: Int = 43, question: String, subject: IPAddress, of service: OutboundService
    ) async throws(OutboundError) -> [UInt8] {
        let isName = !server.isEmpty && server.utf8.count < 254 && server.utf8.allSatisfy(Self.isHostCharacter)
        guard isName, question.utf8.count < 256, question.utf8.allSatisfy({ $0 >= 32 && $0 < 127 }) else {
            throw OutboundError(.badRequest, "That is no WHOIS server or no question for one.")
        }
        let ticket = CallTicket(target: "whois://\(server):\(port)", purpose: "WHOIS of \(subject)", subject: subject)
        let limit = service.responseLimit
        return try await call(ticket, service, judge: { _, _ in CallVerdict("answered", .fine) }) {
            () throws(OutboundError) -> [UInt8] in
            try await TCPPort.ask(server, port: port, Array(question.utf8) + [13, 10], limit: limit)
        }
    }

    /// Names that the owner of an address gives it; empty where there are none.
    package func names(
        of subject: IPAddress, at server: IPAddress, port: Int = 53, of service: OutboundService
    ) async throws(OutboundError) -> [String] {
        let ticket = CallTicket(target: "dns://\(server):\(port)", purpose: "name of \(subject)", subject: subject)
        let answer = try await call(ticket, service, judge: Self.judge) {
            () throws(OutboundError) -> PointerQuery.Answer in
            try await DNSPort.names(of: subject, server: server, port: port)
        }
        switch answer {
        case .names(let names): return names
        case .none: return []
        case .failed(let code):
            throw OutboundError(.badAnswer, "The name server \(server) could not say (code \(code)).")
        }
    }

    /// Runs a program about an address; `arguments` reach it as they are.
    ///
    /// - Returns: what it wrote to its standard output, whatever its exit code.
    package func run(
        _ program: String, _ arguments: [String], about subject: IPAddress, of service: OutboundService
    ) async throws(OutboundError) -> String {
        let name = program.split(separator: "/").last.map(String.init) ?? program
        let ticket = CallTicket(target: name, purpose: "\(name) to \(subject)", subject: subject)
        let limit = service.responseLimit
        let output = try await call(ticket, service, judge: { _, _ in CallVerdict("ran", .fine) }) {
            () throws(OutboundError) -> CommandPort.Output in
            try await CommandPort.run(program, arguments, limit: limit)
        }
        guard output.code == 0 || !output.text.isEmpty else {
            throw OutboundError(
                .command, "\(name) failed (\(output.code.map { "exit \($0)" } ?? "ended by a signal")).")
        }
        return output.text
    }

    private static func judge(_ answer: PointerQuery.Answer, _: Timestamp) -> CallVerdict {
        switch answer {
        case .names(let names): CallVerdict("\(names.count) names", .fine)
        case .none: CallVerdict("no name", .fine)
        // A server that cannot find out about one address is not broken.
        case .failed(let code): CallVerdict("code \(code)", .fine)
        }
    }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte == 45 || byte == 46 || byte == 58
    }
}
