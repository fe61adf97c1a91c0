import Vocabulary

/// Who asked for leases on one link in the current minute.
struct LeaseSeekers {
    struct Limits {
        let forged: Int
        let alike: Int
        let all: Int
    }

    private var start: Timestamp
    private var lastSeen: Timestamp
    private var clients = DistinctCount()
    private var forged = DistinctCount()
    private var nameless = DistinctCount()
    /// Fingerprint (order of wanted parameters and vendor) of the first nameless client, and those that share it.
    private var fingerprint: UInt64 = 0
    private var alike = DistinctCount()
    private var frames: [MACAddress] = []
    private var hasManyFrames = false
    private var servers: [IPAddress] = []
    private var refusals: UInt64 = 0
    private var messages: UInt64 = 0
    private var growth = Growth()

    init(at time: Timestamp) {
        start = time
        lastSeen = time
    }

    mutating func note(_ message: DHCPMessage, _ event: FlowEvent) {
        if event.timestamp.seconds(since: start) > 60,
            growth.reported == 0 || event.timestamp.seconds(since: lastSeen) > 600
        {
            let known = servers
            self = LeaseSeekers(at: event.timestamp)
            servers = known
        }
        lastSeen = event.timestamp
        if message.isReply {
            if message.kind == .nak { refusals += 1 }
            if let server = message.serverIdentifier, servers.count < 8, !servers.contains(server) {
                servers.append(server)
            }
            return
        }
        guard message.kind == .discover || message.kind == .request || message.kind == .inform else { return }
        messages += 1
        let client = Digest.of(message.clientMAC) ^ (message.kind == .inform ? Digest.of(message.clientAddress) : 0)
        clients.add(client)
        let isRelayed = !message.relay.isUnspecified
        if !isRelayed, message.frameSource != .none, message.frameSource != message.clientMAC {
            forged.add(client)
            if !frames.contains(message.frameSource) {
                if frames.count < 4 { frames.append(message.frameSource) } else { hasManyFrames = true }
            }
        }
        guard message.hostname.isEmpty else { return }
        let print = Self.fingerprint(message)
        if fingerprint == 0 { fingerprint = print }
        if print == fingerprint { alike.add(client) }
    }

    mutating func judge(_ limits: Limits) -> Finding? {
        let checks = [
            ("forged_clients", forged.count, limits.forged), ("alike_clients", alike.count, limits.alike),
            ("clients", clients.count, limits.all),
        ]
        for (name, count, threshold) in checks where count >= threshold {
            // Alike: most of the minute's clients, not the few nameless ones of a busy office.
            if name == "alike_clients", alike.count * 10 < clients.count * 8 { continue }
            guard growth.speaks(count, threshold: threshold) else { return nil }
            return finding(name, count, threshold)
        }
        return nil
    }

    private func finding(_ name: String, _ count: Int, _ threshold: Int) -> Finding {
        let named = hasManyFrames ? [] : frames.sorted()
        return Finding(
            detection: .dhcpStarvation,
            summary: "\(named.count == 1 ? "\(named[0])" : "Somebody") asks for leases in the name of many clients",
            severity: .high, confidence: name == "clients" ? 0.65 : name == "alike_clients" ? 0.75 : 0.9,
            techniques: ["T1499.002", "T1498.001"], attackers: named.map(Party.mac),
            victims: servers.sorted().map(Party.address),
            evidence: [
                Evidence(name, count: count, threshold: Double(threshold)),
                Evidence("window_seconds", measure: 60),
                Evidence("clients_seen", count: clients.count),
                Evidence("requests", count: messages),
                Evidence("refusals", count: refusals),
                Evidence("frame_sources", text: hasManyFrames ? "many" : "\(frames.count)"),
            ], firstSeen: start, lastSeen: lastSeen)
    }

    private static func fingerprint(_ message: DHCPMessage) -> UInt64 {
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in message.parameterList.prefix(64) { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for byte in message.vendorClass.utf8.prefix(64) { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return digest | 1
    }
}
