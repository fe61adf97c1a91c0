import Learning
import Vocabulary

/// What one host said in a minute: names it asked for, log-ins, administration, pings.
///
/// Apart from `SourceCell`, because most hosts of a flood say nothing.
struct SpeechCell: Sendable, BitwiseCopyable {
    private(set) var first: Timestamp
    private(set) var last: Timestamp
    private var others = InlineArray<4, IPAddress>(repeating: .unspecified)
    private var flowIDs = InlineArray<4, UInt64>(repeating: .max)
    private var flowCount = 0
    private var hosts = DistinctSketch()

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
    private var echoBytes: UInt64 = 0
    private var oddEchoes: UInt32 = 0
    private var echoEntropy: Double = 0

    init(at time: Timestamp) {
        first = time
        last = time
    }

    mutating func touch(_ flow: FlowSnapshot, _ time: Timestamp) {
        first = min(first, time)
        last = max(last, time)
        if hosts.add(Digest.of(flow.key.responder)) {
            for place in 0..<4 where others[place] == .unspecified {
                others[place] = flow.key.responder
                break
            }
        }
        guard flowCount < 4, flowCount == 0 || flowIDs[flowCount - 1] != flow.id else { return }
        flowIDs[flowCount] = flow.id
        flowCount += 1
    }

    mutating func observe(_ message: DNSMessage, _ question: DNSQuestion) {
        guard message.variant == .dns, !question.isInfrastructure else { return }
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
        guard names.add(DistinctCount.mix(question.name)), question.hostLength > 0, entropies < 64 else { return }
        entropies &+= 1
        entropy += Entropy.bits(of: message.name.utf8.prefix(question.hostLength))
    }

    mutating func observe(_ attempt: LoginAttempt) {
        if attempt.outcome == .failed { failedLogIns &+= 1 }
        // A try whose outcome becomes known later is told twice.
        if attempt.outcome == .unknown || failedLogIns > logIns { logIns &+= 1 }
    }

    mutating func observe(_ action: SMBAction) {
        switch action.kind {
        case .openPipe: pipes &+= 1
        default: if action.isAdministrative { shareActions &+= 1 }
        }
    }

    mutating func execute() { calls &+= 1 }

    mutating func observe(_ echo: EchoFact) {
        echoes &+= 1
        echoBytes &+= UInt64(echo.length)
        if !echo.isOrdinary { oddEchoes &+= 1 }
        echoEntropy += Double(echo.entropy)
    }

    func windows(of subject: IPAddress, into result: inout [BehaviourWindow]) {
        if queries >= 6 { result.append(window(.names, subject, nameRow)) }
        if max(logIns, failedLogIns) >= 1 || calls >= 1 || shareActions >= 1 || pipes >= 1 {
            result.append(window(.access, subject, accessRow))
        }
        if echoes >= 8 { result.append(window(.echoes, subject, echoRow)) }
    }

    private func window(_ aspect: Aspect, _ subject: IPAddress, _ row: FeatureRow) -> BehaviourWindow {
        var named: [IPAddress] = []
        for place in 0..<4 where others[place] != .unspecified { named.append(others[place]) }
        return BehaviourWindow(
            aspect: aspect, subject: .address(subject), others: named, row: row, first: first, last: last,
            flows: (0..<flowCount).map { flowIDs[$0] })
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
        row[5] = LogScale.of(hosts.count)
        return row
    }

    private var echoRow: FeatureRow {
        var row = FeatureRow()
        row[0] = LogScale.of(echoes)
        row[1] = LogScale.of(hosts.count)
        row[2] = LogScale.of(echoBytes)
        row[3] = 4 * Float(oddEchoes) / Float(max(1, echoes))
        row[4] = Float(echoEntropy / Double(max(1, echoes)))
        row[5] = LogScale.of(Double(echoBytes) / Double(max(1, echoes)))
        return row
    }
}
