/// Openings of common protocols on a conversation: from the handshake to where encrypted data starts.
extension Conversation {
    /// TCP, hellos, finished. TLS 1.2 shows the server's certificate in clear; a resumption does not.
    package mutating func openTLS(
        serverName: String?, profile: TLS.ClientProfile = .browser, version: UInt16 = 0x0304, resumes: Bool = false,
        certificate: [UInt8]? = nil, on timeline: inout Timeline
    ) {
        open(on: &timeline)
        startTLS(
            serverName: serverName, profile: profile, version: version, resumes: resumes, certificate: certificate,
            on: &timeline)
    }

    /// The hellos alone, on a connection that stands.
    package mutating func startTLS(
        serverName: String?, profile: TLS.ClientProfile = .browser, version: UInt16 = 0x0304, resumes: Bool = false,
        certificate: [UInt8]? = nil, on timeline: inout Timeline
    ) {
        let hello = TLS.clientHello(
            serverName: serverName, profile: profile, resumes: resumes, random: &timeline.random)
        send(hello, from: .client, on: &timeline)
        turn(to: .server, &timeline)
        var answer = TLS.serverHello(version: version, random: &timeline.random)
        if version == 0x0304 {
            answer += TLS.record(type: 20, [1])
            let flight = resumes ? 140 : 2400
            answer += TLS.record(type: 23, Array(Noise.slice(flight, &timeline.random)))
            send(answer, from: .server, on: &timeline)
            turn(to: .client, &timeline)
            send(
                TLS.record(type: 20, [1]) + TLS.record(type: 23, timeline.random.bytes(53)), from: .client,
                on: &timeline)
        } else if resumes {
            send(answer + TLS.serverFinish(random: &timeline.random), from: .server, on: &timeline)
            turn(to: .client, &timeline)
            send(TLS.serverFinish(random: &timeline.random), from: .client, on: &timeline)
        } else {
            let shown =
                certificate
                ?? TLS.certificate(
                    subject: serverName ?? "server", issuer: "Example Root CA",
                    alternativeNames: serverName.map { [$0] } ?? [],
                    random: &timeline.random)
            send(answer + TLS.certificateFlight([shown], random: &timeline.random), from: .server, on: &timeline)
            turn(to: .client, &timeline)
            send(TLS.clientFinish(random: &timeline.random), from: .client, on: &timeline)
            turn(to: .server, &timeline)
            send(TLS.serverFinish(random: &timeline.random), from: .server, on: &timeline)
        }
    }

    /// TCP, banners, key exchange, up to where the client asks for authentication.
    package mutating func openSSH(
        client software: String = "OpenSSH_9.6p1", server: String = "OpenSSH_9.2p1 Debian-2+deb12u3",
        algorithms: SSH.Algorithms = .modern, shape: SSHShape = .modern, on timeline: inout Timeline
    ) {
        open(on: &timeline)
        send(SSH.banner(software), from: .client, on: &timeline)
        turn(to: .server, &timeline)
        send(SSH.banner(server), from: .server, on: &timeline)
        send(SSH.keyExchange(algorithms, random: &timeline.random), from: .client, on: &timeline)
        send(SSH.keyExchange(random: &timeline.random), from: .server, on: &timeline)
        turn(to: .client, &timeline)
        send(SSH.packet([30, 0, 0, 0, 32] + timeline.random.bytes(32)), from: .client, on: &timeline)
        turn(to: .server, &timeline)
        let reply = SSH.curveReply(random: &timeline.random)
        send(SSH.packet(reply) + SSH.packet([21]), from: .server, on: &timeline)
        turn(to: .client, &timeline)
        send(SSH.packet([21]), from: .client, on: &timeline)
        transfer(shape.size(17), from: .client, on: &timeline)
        turn(to: .server, &timeline)
        transfer(shape.size(17), from: .server, on: &timeline)
    }
}
