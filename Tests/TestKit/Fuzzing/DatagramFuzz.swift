import Bedrock
import Forge
import Vocabulary
import Wire

/// Readers of whole messages: one datagram, one hello, one certificate.
enum DatagramFuzz {
    static let targets: [FuzzTarget] = [
        target("dns", .dns) { _ = readDNS($0, variant: .dns) },
        target("dns-long", .dns) { _ = readDNS($0, variant: .dns, overTCP: true) },
        target("mdns", .mdns) { _ = readDNS($0, variant: .mdns) },
        target("llmnr", .llmnr) { _ = readDNS($0, variant: .llmnr) },
        target("nbns", .nbns) { _ = readDNS($0, variant: .nbns) },
        target("dhcp", .dhcp) { _ = readDHCP($0) },
        target("ntp", .ntp) { _ = readNTP($0) },
        target("snmp", .snmp) { _ = readSNMP($0) },
        target("ssdp", .ssdp) { _ = readSSDP($0) },
        FuzzTarget("tls-client-hello", seeds: { hellos(ofClient: true) }) {
            $0.withBytes { _ = readTLSClientHello($0) }
        },
        FuzzTarget("tls-server-hello", seeds: { hellos(ofClient: false) }) {
            $0.withBytes { _ = readTLSServerHello($0) }
        },
        FuzzTarget("certificate", seeds: { certificates }) { $0.withBytes { _ = readTLSCertificate($0) } },
        flow,
    ]

    private static func target(
        _ name: String, _ service: Service, _ read: @escaping @Sendable (RawSpan) -> Void
    ) -> FuzzTarget {
        FuzzTarget(
            name,
            seeds: {
                let all = ForgedStreams.datagrams.filter { $0.service == service }.map(\.bytes)
                return all.isEmpty ? [[UInt8](repeating: 0, count: 64)] : Array(all.prefix(60))
            }, run: { $0.withBytes { read($0) } })
    }

    /// Handshake messages without their record.
    private static func hellos(ofClient: Bool) -> [[UInt8]] {
        var random = SeededRandom(seed: 5)
        if ofClient {
            return [TLS.ClientProfile.browser, .library, .appliance, .datagrams].map {
                Array(TLS.clientHello(serverName: "www.example", profile: $0, random: &random).dropFirst(5))
            }
        }
        return [0x0303, 0x0304].map { Array(TLS.serverHello(version: $0, random: &random).dropFirst(5)) }
    }

    private static var certificates: [[UInt8]] {
        var random = SeededRandom(seed: 6)
        let one = TLS.certificate(
            subject: "host.example", issuer: "CA", alternativeNames: ["a.example", "b.example"], random: &random)
        return [Array(TLS.certificateRecord([one, one]).dropFirst(5))]
    }

    /// UDP flows through the dissector: QUIC, Kerberos and all that the port or the content says.
    ///
    /// Two bytes of port, then for each datagram two bytes of length (highest bit: from the server).
    private static let flow = FuzzTarget(
        "datagrams",
        seeds: {
            ForgedStreams.datagrams.prefix(400).map { datagram in
                var seed: [UInt8] = []
                seed.append(short: Int(datagram.port))
                seed.append(short: datagram.bytes.count | (datagram.fromClient ? 0 : 0x8000))
                return seed + datagram.bytes
            }
        },
        run: { input in
            var fuzz = FuzzInput(input)
            let port = fuzz.short()
            var dissector = Dissector()
            var sink = FactSink()
            var slot: UInt32 = 0
            while !fuzz.isEmpty {
                let head = Int(fuzz.short())
                let payload = fuzz.bytes(head & 0x7FFF)
                var facts = PacketFacts()
                facts.transport = .udp
                facts.marks = .hasTransport
                facts.fromInitiator = head & 0x8000 == 0
                facts.sourcePort = facts.fromInitiator ? 40_000 : port
                facts.destinationPort = facts.fromInitiator ? port : 40_000
                facts.payloadLength = UInt32(payload.count)
                facts.capturedPayload = UInt32(payload.count)
                let verdict = payload.withBytes { dissector.observe($0, &facts, slot: slot, into: &sink) }
                sink.facts.removeAll(keepingCapacity: true)
                slot = verdict.slot
                guard verdict.wantsMore else { break }
            }
            dissector.release(slot: slot, into: &sink)
            precondition(dissector.counters.bufferedBytes == 0, "a released flow holds bytes")
        })
}
