import Vocabulary

extension Habit {
    /// Windows' files, printers and domains. Remote administration is left out: few networks have it, and where it is usual the
    /// owner's own model learns it.
    static let shares: [Habit] = [
        Habit("works-on-a-share") { actor, timeline in
            let server = actor.other(&timeline.random)
            let most = timeline.random.scaled(1, 24)
            let rate = timeline.random.scaled(0.1, 4)
            actor.often(rate, on: &timeline) { timeline in
                let files = (0..<timeline.random.integer(in: 1...most)).map { "2026\\report-\($0).docx" }
                session(actor.host, server, share: "projects", files, pipes: [], on: &timeline)
            }
        },
        Habit("looks-at-shares") { actor, timeline in
            let servers = actor.others(timeline.random.integer(in: 1...4), &timeline.random)
            actor.often(timeline.random.scaled(0.05, 2), on: &timeline) { timeline in
                let pipes = timeline.random.chance(0.3) ? ["srvsvc", "wkssvc"] : ["srvsvc"]
                session(actor.host, timeline.random.element(servers), share: "IPC$", [], pipes: pipes, on: &timeline)
            }
        },
        Habit("prints") { actor, timeline in
            let server = actor.other(&timeline.random)
            actor.often(timeline.random.scaled(0.05, 1), on: &timeline) { timeline in
                session(actor.host, server, share: "IPC$", [], pipes: ["spoolss"], on: &timeline)
            }
        },
        Habit("belongs-to-a-domain") { actor, timeline in
            let controller = actor.network.servers.first ?? actor.network.gateway
            actor.often(timeline.random.scaled(0.05, 1), on: &timeline) { timeline in
                let all = ["netlogon", "lsarpc", "samr", "netlogon"]
                let pipes = Array(all.prefix(timeline.random.integer(in: 1...4)))
                session(actor.host, controller, share: "IPC$", [], pipes: pipes, on: &timeline)
                timeline.schedule(after: 1.5) { timeline in
                    session(
                        actor.host, controller, share: "sysvol", ["office.example\\Policies\\gpt.ini"], pipes: [],
                        on: &timeline)
                }
            }
        },
        Habit("is-everybodys-file-server") { actor, timeline in
            let clients = actor.others(timeline.random.integer(in: 2...30), &timeline.random)
            actor.often(timeline.random.scaled(1.0, 30), on: &timeline) { timeline in
                let client = timeline.random.element(clients)
                let isLook = timeline.random.chance(0.2)
                session(
                    client, actor.host, share: isLook ? "IPC$" : "home", isLook ? [] : ["notes.txt"],
                    pipes: isLook ? ["srvsvc"] : [], on: &timeline)
            }
        },
    ]

    private static func session(
        _ client: Host, _ server: Host, share: String, _ files: [String], pipes: [String],
        on timeline: inout Timeline
    ) {
        var talk = Conversation(from: client, to: server, port: 445, at: timeline.now, on: &timeline)
        talk.open(on: &timeline)
        var smb = SMB2(session: timeline.random.next() >> 8)
        talk.ask(smb.negotiate(random: &timeline.random), on: &timeline)
        let rounds = smb.logIn(
            user: "\(client.name).user", domain: "OFFICE", workstation: client.name.uppercased(),
            random: &timeline.random)
        for round in rounds { talk.ask(round, on: &timeline) }
        talk.ask(smb.connect("\\\\\(server.name.uppercased())\\\(share)"), on: &timeline)
        for file in files {
            talk.ask(smb.create(file, access: 0x0012_0089), on: &timeline)
            let size = timeline.random.integer(in: 200...14_000)
            talk.ask(smb.read(Array(Noise.slice(size, &timeline.random))), on: &timeline)
            talk.ask(smb.closeFile(), on: &timeline)
        }
        for pipe in pipes {
            talk.ask(smb.create(pipe), on: &timeline)
            talk.ask(smb.transceive(timeline.random.bytes(120), timeline.random.bytes(300)), on: &timeline)
            talk.ask(smb.closeFile(), on: &timeline)
        }
        talk.close(on: &timeline)
    }
}
