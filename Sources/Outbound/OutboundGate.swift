import Vocabulary

/// The one gate to the outside: every call passes here, or is refused here.
///
/// How to use it: make one gate for the process (`OutboundGate(ledger: LedgerFile(folder + "/outbound.json"))`), describe whom you call in an
/// `OutboundService` (budget, timeout, size limit, retries, breaker, trust; keep it as a constant), and
/// `try await gate.send(request, to: service)`. What comes back is an answer of any status, or one `OutboundError` with a code.
///
/// In order: the offline switch, the subject (only public addresses are asked about), the URL (HTTPS, or plain HTTP to this machine
/// or where the service allows it), the breaker, a `Retry-After` that still runs, the budget; then at most `1 + retries` attempts, each
/// bounded in time and size and each taken from the budget. Attempts follow after a broken connection, a timeout, 429, 502, 503 and 504,
/// after a pause that doubles from half a second with jitter, or what `Retry-After` asks for where that is within `patience`; longer wishes end the
/// call with the answer at hand and are kept: nobody calls before. WHOIS, DNS and programs go the same way (`OutboundGate+Ports`).
///
/// What it decides lies in `ServiceLedger`, a value; this actor acts. Nothing it keeps or tells carries a key.
package actor OutboundGate {
    let clock: GateClock
    private let file: LedgerFile?
    private let http = HTTPPort()
    private var ledgers: [String: ServiceLedger]
    /// Whoever was called or asked after, as it was described last. Bounds: 64.
    private var services: [String: OutboundService] = [:]
    private(set) package var book = CallBook()
    private(set) package var isOffline: Bool

    /// - Parameter ledger: where budgets survive a restart; nil keeps them in memory.
    package init(ledger file: LedgerFile? = nil, offline: Bool = false, clock: GateClock = .system) {
        self.clock = clock
        self.file = file
        ledgers = file?.read() ?? [:]
        isOffline = offline
    }

    /// While it is on nothing leaves the machine, whoever asks.
    package func setOffline(_ offline: Bool) { isOffline = offline }

    /// An HTTP call; see the type.
    package func send(
        _ request: OutboundRequest, to service: OutboundService
    ) async throws(OutboundError) -> OutboundResponse {
        let host = HTTPHost(url: request.url)
        let ticket = CallTicket(
            target: host?.description ?? "a URL that is none", purpose: request.purpose, subject: request.subject,
            staysHome: service.staysHome && host?.isThisMachine == true)
        guard let host, host.isSecure || host.isThisMachine || service.allowsPlainHTTP else {
            throw refuse(
                ticket, service,
                OutboundError(
                    .badRequest, "\(service.name) is called with https only; its address is \(ticket.target)."))
        }
        let http = http
        return try await call(ticket, service, judge: Self.judge) { () throws(OutboundError) -> OutboundResponse in
            try await http.send(request, limit: service.responseLimit, trust: service.trust)
        }
    }

    /// How a service stands and what of its budget is used.
    package func standing(of service: OutboundService) -> ServiceStanding {
        remember(service)
        let ledger = ledgers[service.name] ?? ServiceLedger()
        var standing = ledger.standing(service, at: clock.now())
        if isOffline { standing.state = .offline }
        return standing
    }

    /// Every service that was called or asked after, by name; calls of earlier runs count.
    package func standings() -> [(service: OutboundService, standing: ServiceStanding)] {
        services.values.sorted { $0.name < $1.name }.map { ($0, standing(of: $0)) }
    }

    private func remember(_ service: OutboundService) {
        if services[service.name] != nil || services.count < 64 { services[service.name] = service }
    }

    /// A new key or another server: what it did wrong is forgotten, what was spent is not.
    package func forgive(_ service: OutboundService) { change(service.name) { $0.forgive() } }

    /// The last calls, newest first.
    package func calls(limit: Int = 100) -> [CallBook.Entry] { book.entries.suffix(max(0, limit)).reversed() }

    /// One call through all of the above, whatever it goes over.
    func call<Answer: Sendable>(
        _ ticket: CallTicket, _ service: OutboundService,
        judge: @Sendable (Answer, Timestamp) -> CallVerdict,
        attempt: @escaping @Sendable () async throws(OutboundError) -> Answer
    ) async throws(OutboundError) -> Answer {
        remember(service)
        if isOffline, !ticket.staysHome {
            throw refuse(
                ticket, service, OutboundError(.offline, "The offline switch is on: nothing leaves this machine."))
        }
        if let subject = ticket.subject, !subject.mayBeLookedUp {
            throw refuse(
                ticket, service,
                OutboundError(.privateSubject, "\(subject) is not a public address: nobody outside is asked about it."))
        }
        var tries = 0
        while true {
            let now = clock.now()
            if let refusal = change(service.name, { $0.admit(service, at: now) }) {
                note(ticket, service, refusal.code.rawValue, left: false)
                throw refusal
            }
            tries += 1
            let pause: Double
            do {
                let answer = try await within(service.timeout, attempt)
                let verdict = judge(answer, clock.now())
                note(ticket, service, verdict.outcome, left: true)
                guard let wait = settle(verdict, service, tries) else { return answer }
                pause = wait
            } catch {
                note(ticket, service, error.code.rawValue, left: true)
                guard error.code != .cancelled else { throw error }
                change(service.name) { $0.note(.failed(error.message), service, at: clock.now()) }
                guard tries <= service.retries, error.isPassing else { throw error }
                pause = backOff(tries)
            }
            do { try await clock.sleep(.milliseconds(Int64(pause * 1000)), .pause) } catch {
                throw OutboundError(.cancelled, "The call was given up.")
            }
        }
    }

    /// Books what an answer says of the service; the pause before another attempt, nil where the answer is to be given.
    private func settle(_ verdict: CallVerdict, _ service: OutboundService, _ tries: Int) -> Double? {
        let now = clock.now()
        switch verdict.standing {
        case .fine:
            change(service.name) { $0.note(.answered, service, at: now) }
            return nil
        case .failing(let message):
            change(service.name) { $0.note(.failed(message), service, at: now) }
            guard verdict.isPassing, tries <= service.retries else { return nil }
            let asked = verdict.retryAfter ?? 0
            guard asked <= service.patience.inSeconds else { return nil }
            return max(asked, backOff(tries))
        case .busy:
            if tries <= service.retries, let asked = verdict.retryAfter, asked <= service.patience.inSeconds {
                return max(asked, backOff(tries))
            }
            change(service.name) { $0.note(.busy(seconds: verdict.retryAfter), service, at: now) }
            return nil
        }
    }

    /// Half a second, doubled each time, at most 30 s; half of it by chance.
    private func backOff(_ tries: Int) -> Double {
        let full = min(30, 0.5 * Double(1 << min(tries - 1, 6)))
        return full * (0.5 + 0.5 * clock.jitter())
    }

    private func refuse(_ ticket: CallTicket, _ service: OutboundService, _ error: OutboundError) -> OutboundError {
        change(service.name) { $0.noteRefusal(error.code) }
        note(ticket, service, error.code.rawValue, left: false)
        return error
    }

    private func note(_ ticket: CallTicket, _ service: OutboundService, _ outcome: String, left: Bool) {
        book.note(
            CallBook.Entry(
                at: clock.now(), service: service.name, target: ticket.target, purpose: ticket.purpose,
                outcome: outcome,
                left: left))
    }

    @discardableResult
    private func change<Result>(_ name: String, _ body: (inout ServiceLedger) -> Result) -> Result {
        var ledger = ledgers[name] ?? ServiceLedger()
        let result = file?.update(name, &ledger, body) ?? body(&ledger)
        ledgers[name] = ledger
        return result
    }

    /// The attempt, or `timedOut` when its time is over.
    private func within<Answer: Sendable>(
        _ limit: Duration, _ attempt: @escaping @Sendable () async throws(OutboundError) -> Answer
    ) async throws(OutboundError) -> Answer {
        let sleep = clock.sleep
        let outcome = await withTaskGroup(of: Result<Answer, OutboundError>?.self) { group in
            group.addTask {
                do throws(OutboundError) { return .success(try await attempt()) } catch { return .failure(error) }
            }
            group.addTask {
                do { try await sleep(limit, .timeout) } catch { return nil }
                return .failure(OutboundError(.timedOut, "No answer within \(limit)."))
            }
            var first: Result<Answer, OutboundError>?
            while first == nil, let next = await group.next() { first = next }
            group.cancelAll()
            return first
        }
        guard let outcome else { throw OutboundError(.cancelled, "The call was given up.") }
        return try outcome.get()
    }

    /// What an HTTP status says of the service: 429 wants silence, 5xx is broken, a refused key will not get better by asking.
    private static func judge(_ response: OutboundResponse, now: Timestamp) -> CallVerdict {
        let retryAfter = RetryAfter.seconds(response.headers["retry-after"], now: now)
        let outcome = "\(response.status)"
        return switch response.status {
        case 429: CallVerdict(outcome, .busy, retryAfter: retryAfter)
        case 502, 503, 504:
            CallVerdict(outcome, .failing("answered \(outcome)"), retryAfter: retryAfter, isPassing: true)
        case 500...: CallVerdict(outcome, .failing("answered \(outcome)"))
        case 401, 403: CallVerdict(outcome, .failing("refused the key (\(outcome))"))
        default: CallVerdict(outcome, .fine)
        }
    }
}
