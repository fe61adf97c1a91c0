package import Vocabulary

/// Data carried in DNS names and answers, per client and registered domain.
package struct DNSTunnel: DetectionRule {
    package static let card = RuleCard(
        name: "dns-tunnel", title: "DNS tunnel",
        summary: """
            One client asks for ever new names under one registered domain that look like encoded data, or is given data in \
            answers (TXT, NULL, CNAME, MX). The client is named, not the resolver that passes its questions on.
            """,
        detections: [.dnsTunnel], techniques: ["T1071.004", "T1572", "T1048.003"], severity: .high,
        options: [
            CardOption(
                "information_bytes", 2000, 200...1_000_000, "bytes", "Information in distinct names within the window"),
            CardOption(
                "burst_bytes", 600, 100...1_000_000, "bytes", "The same, where names are longer than 40 characters"),
            CardOption("unique_names", 25, 6...10_000, "names", "Distinct names under the domain"),
            CardOption(
                "carrier_names", 12, 4...1000, "names", "The same, where record types carry data (TXT, NULL, CNAME, MX)"
            ),
            CardOption("answer_bytes", 600, 100...1_000_000, "bytes", "Record data in distinct answers of such types"),
            CardOption("window_seconds", 3600, 60...86_400, "seconds", "Counting starts afresh after so long"),
        ],
        blindSpots: [
            "DNS over HTTPS or TLS is not seen; a tunnel inside it is not noticed here.",
            "Less than about half a byte a second, or names spread over many registered domains, stay below the counts.",
            "A tunnel whose names are made of dictionary words reads like a content network.",
            "Data that only goes out, in names all of one length below 90 characters that always get one of a few answers, "
                + "looks like questions about digests until it is 50 kB an hour.",
        ],
        rationale: """
            RITA: 100 and more distinct subdomains; ibHH (arXiv 2307.02614): information per registered domain. Content networks \
            have few names of an hour under one domain, with words in them; blocklists and reputation services get verdicts, \
            not data, and their names (digests of files, identities of frames) have one length; DNSSEC types, reverse lookups, mail policy (SPF, DKIM, DMARC), mDNS and service discovery are left out.
            """)
    package static let interests: EventKinds = [.application]
    package static var readsQuestions: Bool { true }
    package static let facts: FactKinds = .dns

    private struct Key: SeededKey {
        let client: IPAddress
        let domain: UInt64

        func hash(_ seed: SeededHash) -> UInt64 { seed.of(client, domain) }
    }
    private var profiles = BoundedTable<Key, DNSDomainProfile>(capacity: 8192)
    /// Whom somebody asked: an address that answers questions may pass them on in its own name.
    private var servers = BoundedTable<IPAddress, Bool>(capacity: 1024)
    /// The first client that asked for a domain.
    private var firstClients = BoundedTable<UInt64, IPAddress>(capacity: 8192)
    private let limits: Limits

    private struct Limits {
        let information, burst, answerBytes, window: Double
        let names, carrierNames: Int
    }

    package init(settings: RuleSettings) {
        limits = Limits(
            information: settings["information_bytes"], burst: settings["burst_bytes"],
            answerBytes: settings["answer_bytes"], window: settings["window_seconds"],
            names: Int(settings["unique_names"]), carrierNames: Int(settings["carrier_names"]))
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard case .application(.dns(let message)) = event.detail, message.variant == .dns, message.opcode == 0,
            !context.question.isInfrastructure, context.question.labels >= 2, !Self.isSignature(message.type)
        else { return }
        let client = event.flow.key.initiator
        let question = context.question
        let name = question.domain
        servers.touch(event.flow.key.responder, default: true)
        let first = firstClients.update(name, default: client) { $0 }
        // Whose first question the sensor lost stands behind the resolver that passed it on.
        if first != client, servers.holds(first), !servers.holds(client) {
            firstClients.change(name) { $0 = client }
        }
        let (limits, now) = (limits, event.timestamp)
        let (server, flow) = (event.flow.key.responder, event.flow.id)
        func fresh() -> DNSDomainProfile {
            DNSDomainProfile(client: client, name: message.name, domainStart: question.domainStart, start: now)
        }
        let found: Finding? = profiles.update(Key(client: client, domain: name), default: fresh()) { profile in
            if now.seconds(since: profile.start) > limits.window, !profile.ladder.hasReported { profile = fresh() }
            profile.observe(
                message, question, from: server, flow: flow, at: now)
            let seen = profile.queries + profile.responses
            guard seen >= 8, seen & 3 == 0 else { return nil }
            return Self.judge(&profile, limits)
        }
        if let found, !isForwarder(client, of: name) { report.report(found) }
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let limits = limits
        var found: [(UInt64, Finding)] = []
        profiles.forEach { key, profile in
            guard profile.queries + profile.responses >= 8, let finding = Self.judge(&profile, limits) else { return }
            found.append((key.domain, finding))
        }
        for (domain, finding) in found {
            guard case .address(let client)? = finding.attackers.first, !isForwarder(client, of: domain) else {
                continue
            }
            report.report(finding)
        }
    }

    /// A resolver's own questions repeat those of the client behind it.
    private func isForwarder(_ client: IPAddress, of domain: UInt64) -> Bool {
        guard servers.holds(client), let first = firstClients.value(for: domain) else { return false }
        return first != client
    }

    /// DS, RRSIG, NSEC, DNSKEY, NSEC3, SVCB, HTTPS, SOA, NS, CAA, ANY: large or odd, and ordinary.
    private static func isSignature(_ type: UInt16) -> Bool {
        switch type {
        case 2, 6, 43, 46, 47, 48, 50, 51, 64, 65, 255, 257: true
        default: false
        }
    }

    private static func judge(_ profile: inout DNSDomainProfile, _ limits: Limits) -> Finding? {
        guard let reason = reason(profile, limits), profile.ladder.climbs(to: max(profile.uniqueNames, profile.queries))
        else { return nil }
        return finding(profile, reason, limits)
    }

    private enum Reason: String {
        case names = "ever new names that look like encoded data"
        case carriers = "ever new names in record types that carry data"
        case answers = "data in answers"
    }

    private static func reason(_ profile: DNSDomainProfile, _ limits: Limits) -> Reason? {
        let isPlain = profile.raw == 0 && profile.meanLength < 100
        let verdicts = isPlain && profile.answersAreVerdicts
        // Digests asked about one by one: names of one length, and few different things said of them.
        let digests = isPlain && profile.isUniform && profile.meanLength < 90 && (verdicts || profile.answersRepeat)
        let scale = digests ? 25.0 : verdicts || profile.isNumeric ? 5.0 : 1.0
        let carriers = profile.carrierShare
        if profile.policyAnswers * 2 > max(1, profile.responses) { return nil }
        if carriers >= 0.5 {
            let enough = profile.raw >= 4 ? limits.carrierNames / 2 : limits.carrierNames
            if profile.uniqueNames >= enough, profile.information >= (digests ? 20_000 : 100 * scale),
                profile.noisiness >= 0.3 || profile.raw >= 4,
                profile.meanLength >= 8 || profile.raw >= 4
            {
                return .carriers
            }
            if !profile.asksAboutAddresses, profile.text + profile.raw >= 8,
                Double(profile.answerBytes) >= limits.answerBytes,
                profile.carried.count >= 5
            {
                return .answers
            }
        }
        let encoded = profile.noisiness >= 0.35 || profile.holdsBytes || profile.meanLength >= 60
        // What is worked out of all characters is asked for last.
        guard encoded, profile.uniqueNames >= min(limits.names, limits.carrierNames), profile.entropy >= 3.2 else {
            return nil
        }
        let information = profile.information
        if profile.uniqueNames >= limits.names, information >= limits.information * scale, profile.meanLength >= 18 {
            return .names
        }
        // A burst: long names, nearly all of them new, five bytes a second and more.
        let mayBeDigests = isPlain && profile.isUniform && profile.meanLength < 90
        let repeats = profile.answers.count * 2 <= profile.responses || profile.answers.count <= 12
        if profile.uniqueNames >= limits.carrierNames, information >= limits.burst, scale == 1,
            !(mayBeDigests && repeats),
            profile.meanLength >= 40,
            profile.uniqueNames * 2 >= profile.queries, information >= 5 * profile.seconds
        {
            return .names
        }
        return nil
    }

    private static func finding(_ profile: DNSDomainProfile, _ reason: Reason, _ limits: Limits) -> Finding {
        let up = profile.information
        let down = Double(profile.answerBytes)
        let oneWay = up >= 2000 && down < up / 5
        let confident = profile.raw >= 4 || (reason != .answers && up >= limits.information)
        return Finding(
            detection: .dnsTunnel, summary: "\(profile.client) carries data in DNS under \(profile.domain)",
            severity: .high, confidence: confident ? 0.95 : 0.8,
            techniques: oneWay ? ["T1048.003", "T1071.004"] : ["T1071.004", "T1572"],
            attackers: [.address(profile.client)], victims: profile.resolvers.all.map { .address($0) },
            evidence: [
                Evidence("domain", text: profile.domain),
                Evidence("reason", text: reason.rawValue),
                Evidence("distinct_names", count: profile.uniqueNames, threshold: Double(limits.carrierNames)),
                Evidence("information_bytes", measure: up.rounded(), threshold: limits.information),
                Evidence("answer_bytes", count: profile.answerBytes, threshold: limits.answerBytes),
                Evidence("queries", count: profile.queries),
                Evidence("mean_name_length", measure: (profile.meanLength * 10).rounded() / 10),
                Evidence("longest_name", count: profile.longest),
                Evidence("bits_per_character", measure: (profile.entropy * 100).rounded() / 100),
                Evidence("carrier_type_share", measure: (profile.carrierShare * 100).rounded() / 100),
                Evidence("seconds", measure: profile.seconds),
            ],
            flows: profile.flows.ids, firstSeen: profile.start, lastSeen: profile.last)
    }
}
