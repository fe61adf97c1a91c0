package import Vocabulary

/// One machine takes another over through a channel of remote administration.
package struct AdminSession {
    package var client: Host
    package var server: Host
    package var user = "svc-deploy"
    package var domain = "OFFICE"
    /// What the sensor sees of SMB: all, what comes after the log-in and the copy (from the pipe on), or the calls alone.
    package enum View: String, Sendable, CaseIterable { case all, pipe, calls }
    package var view = View.all

    package init(from client: Host, to server: Host) {
        self.client = client
        self.server = server
    }

    private var machine: String { server.name.uppercased() }

    /// `channel` is one of `LateralMovement.channels`.
    package func play(_ channel: String, from start: Timestamp, on timeline: inout Timeline) {
        switch channel {
        case "smb": share(start, &timeline)
        case "service": service(start, &timeline)
        case "scheduled_task": task(start, &timeline)
        case "wmi": object(.wbemLevel1Login, then: .wbemServices, operation: 24, start, &timeline)
        case "dcom": object(.remoteUnknown, then: .dispatch, operation: 6, start, &timeline)
        case "winrm": winrm(start, &timeline)
        case "rdp", "ssh":
            let session = LoginSession(channel == "rdp" ? .rdp : .ssh, from: client, to: server, isGuessing: false)
            session.play([Credential(user: user, password: "", isRight: true)], from: start, on: &timeline)
        default: preconditionFailure("there is no administration by \(channel) to forge")
        }
    }

    private func open(_ port: UInt16, _ start: Timestamp, _ timeline: inout Timeline) -> Conversation {
        var talk = Conversation(from: client, to: server, port: port, at: start, on: &timeline)
        talk.isSeen = view == .all || port != 445
        talk.open(on: &timeline)
        return talk
    }

    private func logIn(_ start: Timestamp, _ timeline: inout Timeline) -> (Conversation, SMB2) {
        var talk = open(445, start, &timeline)
        var smb = SMB2(session: timeline.random.next() >> 8)
        talk.ask(smb.negotiate(random: &timeline.random), on: &timeline)
        let rounds = smb.logIn(
            user: user, domain: domain, workstation: client.name.uppercased(), random: &timeline.random)
        for round in rounds { talk.ask(round, on: &timeline) }
        return (talk, smb)
    }

    /// Copies a program to ADMIN$.
    private func copy(_ talk: inout Conversation, _ smb: inout SMB2, _ timeline: inout Timeline) {
        talk.ask(smb.connect("\\\\\(machine)\\ADMIN$"), on: &timeline)
        talk.ask(smb.create("Temp\\updater.exe", access: 0x0012_0196, disposition: 5), on: &timeline)
        for part in 0..<4 {
            let data = Array(Noise.slice(16_000, &timeline.random))
            talk.ask(smb.write(data, offset: UInt64(part * 16_000)), on: &timeline)
        }
        talk.ask(smb.closeFile(), on: &timeline)
    }

    private func share(_ start: Timestamp, _ timeline: inout Timeline) {
        var (talk, smb) = logIn(start, &timeline)
        copy(&talk, &smb, &timeline)
        talk.isSeen = true
        talk.ask(smb.create("Temp\\updater.log", access: 0x0012_0089), on: &timeline)
        talk.ask(smb.read(Array("ready\r\n".utf8)), on: &timeline)
        talk.ask(smb.closeFile(), on: &timeline)
        talk.close(on: &timeline)
    }

    /// Copies a program and starts it as a service.
    private func service(_ start: Timestamp, _ timeline: inout Timeline) {
        var (talk, smb) = logIn(start, &timeline)
        copy(&talk, &smb, &timeline)
        talk.ask(smb.connect("\\\\\(machine)\\IPC$"), on: &timeline)
        talk.isSeen = view != .calls
        talk.ask(smb.create("svcctl"), on: &timeline)
        var rpc = DCERPC()
        let bound = rpc.bind(.svcctl)
        talk.ask(smb.write(bound.request), on: &timeline)
        talk.ask(smb.read(bound.response), on: &timeline)
        talk.isSeen = true
        let done: [UInt8] = [0, 0, 0, 0]
        let calls: [(UInt16, [UInt8], [UInt8])] = [
            (15, DCERPC.openManager, DCERPC.handle + done),
            (
                12, DCERPC.createService(name: "UpdaterSvc", path: "%SystemRoot%\\Temp\\updater.exe"),
                done + DCERPC.handle + done
            ),
            (19, DCERPC.startService, done),
            (0, DCERPC.handle, DCERPC.handle + done),
        ]
        for (operation, stub, answer) in calls {
            let call = rpc.request(operation, stub, answer: answer)
            talk.ask(smb.transceive(call.request, call.response), on: &timeline)
        }
        talk.ask(smb.closeFile(), on: &timeline)
        talk.close(on: &timeline)
    }

    /// Registers and runs a scheduled task through the atsvc pipe.
    private func task(_ start: Timestamp, _ timeline: inout Timeline) {
        var (talk, smb) = logIn(start, &timeline)
        talk.ask(smb.connect("\\\\\(machine)\\IPC$"), on: &timeline)
        talk.isSeen = true
        talk.ask(smb.create("atsvc"), on: &timeline)
        var rpc = DCERPC(isSealed: true)
        let bound = rpc.bind(.taskScheduler)
        talk.ask(smb.write(bound.request), on: &timeline)
        talk.ask(smb.read(bound.response), on: &timeline)
        for (operation, size) in [(UInt16(1), 3200), (12, 120), (13, 80)] {
            let call = rpc.request(operation, timeline.random.bytes(size), answer: timeline.random.bytes(64))
            talk.ask(smb.transceive(call.request, call.response), on: &timeline)
        }
        talk.ask(smb.closeFile(), on: &timeline)
        talk.close(on: &timeline)
    }

    /// Activates an object on port 135, then calls it on a port of its own.
    private func object(
        _ first: DCERPC.Interface, then second: DCERPC.Interface, operation: UInt16, _ start: Timestamp,
        _ timeline: inout Timeline
    ) {
        var activation = open(135, start, &timeline)
        var mapper = DCERPC(isSealed: true)
        activation.ask(mapper.bind(.systemActivator), on: &timeline)
        activation.ask(
            mapper.request(4, timeline.random.bytes(740), answer: timeline.random.bytes(900)), on: &timeline)
        activation.close(on: &timeline)
        var talk = open(UInt16(49_152 + server.address.low % 600), activation.clock, &timeline)
        var rpc = DCERPC(isSealed: true)
        talk.ask(rpc.bind(first), on: &timeline)
        talk.ask(
            rpc.request(
                first == .wbemLevel1Login ? 6 : 3, timeline.random.bytes(120), answer: timeline.random.bytes(160)),
            on: &timeline)
        talk.ask(rpc.bind(second, context: 1), on: &timeline)
        for _ in 0..<3 {
            let stub = timeline.random.bytes(timeline.random.integer(in: 300...1100))
            talk.ask(rpc.request(operation, stub, answer: timeline.random.bytes(220), context: 1), on: &timeline)
        }
        talk.close(on: &timeline)
    }

    /// SOAP over HTTP with NTLM, bodies encrypted after the log-in.
    private func winrm(_ start: Timestamp, _ timeline: inout Timeline) {
        var talk = open(5985, start, &timeline)
        let steps = [
            NTLM.negotiate,
            NTLM.authenticate(user: user, domain: domain, workstation: client.name, random: &timeline.random),
        ]
        for (index, step) in steps.enumerated() {
            let challenge = NTLM.challenge(target: domain, random: &timeline.random)
            let refusal = HTTP.response(
                401, headers: [("WWW-Authenticate", "Negotiate \(base64(NTLM.spnegoResponse(challenge)))")],
                server: "Microsoft-HTTPAPI/2.0")
            let body = index == 0 ? [] : sealed(1200, &timeline.random)
            let token = index == 0 ? NTLM.spnegoInit(step) : NTLM.spnegoResponse(step)
            let accepted = HTTP.response(
                200, type: sealedType, server: "Microsoft-HTTPAPI/2.0", body: sealed(700, &timeline.random))
            talk.ask((post(body, token: token), index == 0 ? refusal : accepted), on: &timeline)
        }
        for _ in 0..<6 {
            let answer = HTTP.response(
                200, type: sealedType, server: "Microsoft-HTTPAPI/2.0", body: sealed(900, &timeline.random))
            talk.ask((post(sealed(1600, &timeline.random), token: nil), answer), on: &timeline)
            talk.pause(0.3, &timeline)
        }
        talk.close(on: &timeline)
    }

    private let sealedType =
        "multipart/encrypted;protocol=\"application/HTTP-SPNEGO-session-encrypted\";boundary=\"Encrypted Boundary\""

    private func post(_ body: [UInt8], token: [UInt8]?) -> [UInt8] {
        var headers = [("Content-Type", body.isEmpty ? "application/soap+xml;charset=UTF-8" : sealedType)]
        if let token { headers.append(("Authorization", "Negotiate \(base64(token))")) }
        return HTTP.request(
            "POST", "/wsman", host: "\(server.name):5985", agent: "Microsoft WinRM Client", headers: headers, body: body
        )
    }

    private func sealed(_ count: Int, _ random: inout SeededRandom) -> [UInt8] {
        var out = Array(
            "--Encrypted Boundary\r\nContent-Type: application/HTTP-SPNEGO-session-encrypted\r\nOriginalContent: type=application/soap+xml;charset=UTF-8;Length=\(count)\r\n--Encrypted Boundary\r\nContent-Type: application/octet-stream\r\n"
                .utf8)
        out += [16, 0, 0, 0, 1, 0, 0, 0] + random.bytes(12 + count)
        return out + Array("--Encrypted Boundary--\r\n".utf8)
    }
}
