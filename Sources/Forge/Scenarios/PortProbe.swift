import Vocabulary

/// One probe of a port scan and what the target's kernel answers to it.
package struct PortProbe {
    package var technique: String
    package var victim: Host
    /// Source port of raw probes: scanners keep one.
    package var source: UInt16
    /// Payload of each IP fragment that a raw probe is cut into; 0 sends it whole.
    package var fragment = 0
    /// A kernel sends few port-unreachable messages: six at once, then one a second (Linux `icmp_ratelimit`).
    private var tokens = 6.0
    private var filled = Timestamp(nanoseconds: 0)

    package init(technique: String, victim: Host, source: UInt16) {
        self.technique = technique
        self.victim = victim
        self.source = source
    }

    /// Sends the probe at the timeline's present.
    package mutating func send(
        to port: UInt16, from attacker: Host, isOpen: Bool, isSilent: Bool, on timeline: inout Timeline
    ) {
        let now = timeline.now
        switch technique {
        case "connect":
            var talk = Conversation(from: attacker, to: victim, port: port, at: now, on: &timeline)
            if isOpen {
                talk.open(on: &timeline)
                talk.reset(by: .client, on: &timeline)
            } else if isSilent {
                talk.beIgnored(retries: 1, on: &timeline)
            } else {
                talk.beRefused(on: &timeline)
            }
        case "udp":
            probeUDP(port, attacker, isOpen || isSilent, &timeline)
        default:
            probeTCP(port, attacker, isOpen, isSilent, &timeline)
        }
    }

    private func probeTCP(
        _ port: UInt16, _ attacker: Host, _ isOpen: Bool, _ isSilent: Bool, _ timeline: inout Timeline
    ) {
        let now = timeline.now
        let flags: TCPFlags =
            switch technique {
            case "fin": .fin
            case "null": []
            case "xmas": [.fin, .psh, .urg]
            case "ack": .ack
            default: .syn
            }
        var probe = TCP(from: source, to: port, flags, window: 1024)
        probe.sequence = UInt32(truncatingIfNeeded: timeline.random.next())
        if flags == .syn { probe.options.append(.maximumSegmentSize(1460)) }
        if flags == .ack { probe.acknowledgment = UInt32(truncatingIfNeeded: timeline.random.next()) }
        let ttl = attacker.isLocal ? UInt8(timeline.random.integer(in: 38...59)) : attacker.ttl
        deliver(probe, from: attacker, ttl, at: now, &timeline)
        let silent = isSilent || (isOpen && flags != .syn && flags != .ack)
        guard !silent else {
            let again = now.advanced(bySeconds: timeline.random.real(in: 0.9...1.2))
            deliver(probe, from: attacker, ttl, at: again, &timeline)
            return
        }
        let answered = now.advanced(bySeconds: timeline.random.jittered(victim.delay, by: 0.3))
        if flags == .ack {
            let refusal = TCP(from: port, to: source, .rst, sequence: probe.acknowledgment, window: 0)
            timeline.send(refusal, from: victim, to: attacker, at: answered)
        } else if isOpen {
            let answer = TCP(
                from: port, to: source, [.syn, .ack], sequence: UInt32(truncatingIfNeeded: timeline.random.next()),
                acknowledgment: probe.sequence &+ 1, options: [.maximumSegmentSize(1460)])
            timeline.send(answer, from: victim, to: attacker, at: answered)
            let reset = TCP(from: source, to: port, .rst, sequence: probe.sequence &+ 1, window: 0)
            timeline.send(reset, from: attacker, to: victim, at: answered.advanced(bySeconds: attacker.delay))
        } else {
            let consumed: UInt32 = flags == [] ? 0 : 1
            let refusal = TCP(
                from: port, to: source, [.rst, .ack], acknowledgment: probe.sequence &+ consumed, window: 0)
            timeline.send(refusal, from: victim, to: attacker, at: answered)
        }
    }

    private func deliver(
        _ probe: TCP, from attacker: Host, _ ttl: UInt8, at time: Timestamp, _ timeline: inout Timeline
    ) {
        guard fragment > 0, attacker.address.isV4 else {
            return timeline.send(probe, from: attacker, to: victim, at: time, ttl: ttl)
        }
        let header = IPv4(
            from: attacker.address, to: victim.address, ttl: ttl, id: timeline.packetID(), dontFragment: false)
        let packet = header / probe
        for (index, piece) in fragments(ofIPv4: packet.bytes, size: max(fragment, 8)).enumerated() {
            let ethernet = Ethernet(from: attacker.mac, to: victim.mac, etherType: 0x0800)
            timeline.emit(
                ForgedFrame(
                    timestamp: time.advanced(bySeconds: Double(index) * 5e-6), bytes: ethernet.bytes + piece))
        }
    }

    private mutating func probeUDP(_ port: UInt16, _ attacker: Host, _ isSilent: Bool, _ timeline: inout Timeline) {
        let now = timeline.now
        let payload: [UInt8] = port == 53 ? DNS.query("version.bind", DNS.txt, id: 6).bytes : []
        timeline.sendUDP(payload, from: attacker, source, to: victim, port, at: now)
        tokens = min(6, tokens + max(0, now.seconds(since: filled)))
        filled = now
        guard !isSilent, tokens >= 1 else { return }
        tokens -= 1
        let quoted =
            (IPv4(from: attacker.address, to: victim.address, ttl: attacker.ttl) / UDP(from: source, to: port)
            / payload).bytes
        timeline.send(
            ICMP.unreachable(code: 3, quoting: quoted), from: victim, to: attacker,
            at: now.advanced(bySeconds: victim.delay))
    }
}
