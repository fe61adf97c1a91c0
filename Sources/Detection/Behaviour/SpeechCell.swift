import Learning
import Vocabulary

/// What one host said in a minute: names it asked for, log-ins, administration, pings.
///
/// Apart from `SourceCell`, because most hosts of a flood say nothing.
struct SpeechCell: Sendable, BitwiseCopyable {
    private(set) var first: Timestamp
    private(set) var last: Timestamp
    /// Whom it asked for names, whom it worked on, whom it pinged.
    private var resolvers = Company()
    private var machines = Company()
    private var pinged = Company()

    private var queries: UInt32 = 0
    private var names = DistinctSketch()
    private var domains = DistinctSketch()
    private var hostCharacters: UInt64 = 0
    private var entropy: Double = 0
    private var entropies: UInt32 = 0
    private var rare: UInt32 = 0
    private var answers: UInt32 = 0
    private var failures: UInt32 = 0
    private var answerBytes: UInt64 = 0

    private var logIns: UInt32 = 0
    private var failedLogIns: UInt32 = 0
    private var calls: UInt32 = 0
    private var shareActions: UInt32 = 0
    private var pipes: UInt32 = 0

    private var echoes: UInt32 = 0
    private var replies: UInt32 = 0
    private var oddContents = DistinctSketch()
    private var echoBytes: UInt64 = 0
    private var oddEchoes: UInt32 = 0
    private var echoEntropy: Double = 0

    init(at time: Timestamp) {
        first = time
        last = time
    }

    private mutating func touch(_ time: Timestamp) {
        first = min(first, time)
        last = max(last, time)
    }

    mutating func observe(
        _ message: DNSMessage, _ question: DNSQuestion, _ flow: inout FlowSnapshot, _ time: Timestamp
    ) {
        guard message.variant == .dns, !question.isInfrastructure else { return }
        touch(time)
        resolvers.meet(flow.key.responder, flow: flow.id)
        if message.isResponse {
            answers &+= 1
            if message.responseCode != 0 { failures &+= 1 }
            answerBytes &+= UInt64(message.size)
            return
        }
        queries &+= 1
        domains.add(DistinctCount.mix(question.domain))
        hostCharacters &+= UInt64(question.hostLength)
        // A, AAAA and HTTPS are what browsers ask for.
        if message.type != 1, message.type != 28, message.type != 65 { rare &+= 1 }
        guard names.add(DistinctCount.mix(question.name)), question.hostLength > 0, entropies < 32 else { return }
        entropies &+= 1
        entropy += Entropy.bits(ofShort: message.name.utf8.span, first: question.hostLength)
    }

    mutating func observe(_ attempt: LoginAttempt, _ flow: inout FlowSnapshot, _ time: Timestamp) {
        work(on: &flow, time)
        if attempt.outcome == .failed { failedLogIns &+= 1 }
        // A try whose outcome becomes known later is told twice.
        if attempt.outcome == .unknown || failedLogIns > logIns { logIns &+= 1 }
    }

    mutating func observe(_ action: SMBAction, _ flow: inout FlowSnapshot, _ time: Timestamp) {
        switch action.kind {
        case .openPipe: pipes &+= 1
        default:
            guard action.isAdministrative else { return }
            shareActions &+= 1
        }
        work(on: &flow, time)
    }

    mutating func execute(on flow: inout FlowSnapshot, _ time: Timestamp) {
        calls &+= 1
        work(on: &flow, time)
    }

    private mutating func work(on flow: inout FlowSnapshot, _ time: Timestamp) {
        touch(time)
        machines.meet(flow.key.responder, flow: flow.id)
    }

    mutating func observe(_ echo: EchoFact, _ flow: inout FlowSnapshot, _ time: Timestamp) {
        touch(time)
        pinged.meet(flow.key.responder, flow: flow.id)
        echoes &+= 1
        if !echo.isRequest { replies &+= 1 }
        echoBytes &+= UInt64(echo.length)
        if !echo.isOrdinary {
            oddEchoes &+= 1
            oddContents.add(echo.digest)
        }
        echoEntropy += Double(echo.entropy)
    }

    func windows(of subject: IPAddress, into result: inout [BehaviourWindow]) {
        if queries >= 6 { result.append(window(.names, subject, resolvers, nameRow)) }
        if max(logIns, failedLogIns) >= 1 || calls >= 1 || shareActions >= 1 || pipes >= 1 {
            result.append(window(.access, subject, machines, accessRow))
        }
        if echoes >= 8 { result.append(window(.echoes, subject, pinged, echoRow)) }
    }

    private func window(
        _ aspect: Aspect, _ subject: IPAddress, _ company: Company, _ row: FeatureRow
    ) -> BehaviourWindow {
        BehaviourWindow(
            aspect: aspect, subject: .address(subject), others: company.others, row: row, first: first, last: last,
            flows: company.flowIDs)
    }

    private var nameRow: FeatureRow {
        let (distinct, owners) = (names.count, domains.count)
        var row = FeatureRow()
        row[0] = LogScale.of(queries)
        row[1] = LogScale.of(distinct)
        row[2] = LogScale.of(Double(hostCharacters) / Double(max(1, queries)))
        row[3] = LogScale.of(distinct / max(1, owners))
        row[4] = 4 * Float(failures) / Float(max(1, answers))
        row[5] = 4 * Float(rare) / Float(max(1, queries))
        row[6] = Float(entropy / Double(max(1, entropies)))
        row[7] = LogScale.of(Double(answerBytes) / Double(max(1, answers)))
        return row
    }

    private var accessRow: FeatureRow {
        var row = FeatureRow()
        row[0] = LogScale.of(max(logIns, failedLogIns))
        row[1] = LogScale.of(failedLogIns)
        row[2] = LogScale.of(calls)
        row[3] = LogScale.of(shareActions)
        row[4] = LogScale.of(pipes)
        row[5] = LogScale.of(machines.count)
        return row
    }

    private var echoRow: FeatureRow {
        var row = FeatureRow()
        row[0] = LogScale.of(echoes)
        row[1] = LogScale.of(pinged.count)
        row[2] = LogScale.of(echoBytes)
        row[3] = 4 * Float(oddEchoes) / Float(max(1, echoes))
        row[4] = Float(echoEntropy / Double(max(1, echoes)))
        row[5] = LogScale.of(Double(echoBytes) / Double(max(1, echoes)))
        let requests = echoes &- replies
        row[6] = 4 * Float(requests &- min(requests, replies)) / Float(max(1, requests))
        row[7] = LogScale.of(oddContents.count)
        return row
    }
}
