import Vocabulary

extension Habit {
    /// Who logs in where, and how often somebody mistypes.
    static let logIns: [Habit] = [
        Habit("looks-for-mail") { actor, timeline in
            let service: Service = timeline.random.element([.imap, .pop3, .smtp])
            let server = far(actor, &timeline.random)
            actor.often(timeline.random.scaled(0.3, 8), on: &timeline) { timeline in
                logIn(service, actor.host, server, isRight: true, on: &timeline)
            }
        },
        Habit("has-an-old-password") { actor, timeline in
            // A telephone or a service whose password was changed elsewhere tries for hours, as its program retries.
            let service: Service = timeline.random.element([.imap, .smtp, .http, .mqtt, .ftp, .ldap, .mysql, .ssh])
            let server = far(actor, &timeline.random)
            actor.steadily(timeline.random.scaled(20.0, 300), on: &timeline) { timeline in
                logIn(service, actor.host, server, isRight: false, on: &timeline)
            }
        },
        Habit("mistypes") { actor, timeline in
            let service: Service = timeline.random.element([
                .ssh, .ssh, .http, .ftp, .imap, .smb, .rdp, .postgresql, .telnet,
            ])
            let server = actor.other(&timeline.random)
            actor.often(timeline.random.scaled(0.05, 0.4), on: &timeline) { timeline in
                let wrong = timeline.random.element([1, 1, 1, 2, 2, 3])
                let tries = (0...wrong).map {
                    Credential(user: "anna", password: "a-long-one", isRight: $0 == wrong)
                }
                if LoginSession.triesPerConnection(service) > 1 {
                    let session = LoginSession(service, from: actor.host, to: server, isGuessing: false)
                    session.play(tries, from: timeline.now, on: &timeline)
                } else {
                    for (index, each) in tries.enumerated() {
                        timeline.schedule(after: Double(index) * 7) { timeline in
                            logIn(service, actor.host, server, isRight: each.isRight, on: &timeline)
                        }
                    }
                }
            }
        },
        Habit("runs-commands-on-many") { actor, timeline in
            // A tool for administration or copies: keys, no mistakes.
            let targets = actor.others(timeline.random.integer(in: 1...30), &timeline.random)
            actor.steadily(timeline.random.scaled(30.0, 600), on: &timeline) { timeline in
                for (index, target) in targets.enumerated() {
                    timeline.schedule(after: Double(index) * 0.6) { timeline in
                        logIn(.ssh, actor.host, target, isRight: true, on: &timeline)
                    }
                }
            }
        },
        Habit("asks-a-database") { actor, timeline in
            let service: Service = timeline.random.element([.mysql, .postgresql, .ldap, .http, .mqtt])
            let server = actor.other(&timeline.random)
            let faulty = timeline.random.chance(0.3) ? timeline.random.real(in: 0...0.02) : 0
            actor.often(timeline.random.scaled(2.0, 120), on: &timeline) { timeline in
                logIn(service, actor.host, server, isRight: !timeline.random.chance(faulty), on: &timeline)
            }
        },
        Habit("sends-readings") { actor, timeline in
            let broker = far(actor, &timeline.random)
            actor.steadily(timeline.random.scaled(5.0, 120), on: &timeline) { timeline in
                logIn(.mqtt, actor.host, broker, isRight: true, on: &timeline)
            }
        },
        Habit("moves-files-by-ftp") { actor, timeline in
            let server = far(actor, &timeline.random)
            actor.often(timeline.random.scaled(0.2, 6), on: &timeline) { timeline in
                logIn(.ftp, actor.host, server, isRight: true, on: &timeline)
            }
        },
        Habit("works-on-a-screen-elsewhere") { actor, timeline in
            let service: Service = timeline.random.element([.rdp, .vnc, .ssh])
            // The same few machines, again and again.
            var usual: [Host] = []
            actor.often(timeline.random.scaled(0.05, 0.5), on: &timeline) { timeline in
                let other = actor.other(&timeline.random)
                if usual.count < 3 { usual.append(other) }
                let screen = usual[Int(other.address.low) % usual.count]
                logIn(service, actor.host, screen, isRight: true, on: &timeline)
            }
        },
        Habit("asks-for-tickets") { actor, timeline in
            let controller = actor.network.servers.first ?? actor.network.gateway
            actor.often(timeline.random.scaled(0.3, 12), on: &timeline) { timeline in
                logIn(.kerberos, actor.host, controller, isRight: !timeline.random.chance(0.03), on: &timeline)
            }
        },
    ]

    private static func far(_ actor: Actor, _ random: inout SeededRandom) -> Host {
        random.chance(0.5) ? actor.stranger(&random) : actor.other(&random)
    }

    private static func logIn(
        _ service: Service, _ client: Host, _ server: Host, isRight: Bool, on timeline: inout Timeline
    ) {
        let session = LoginSession(service, from: client, to: server, isGuessing: false)
        session.play(
            [Credential(user: "berta", password: "as-it-should-be", isRight: isRight)], from: timeline.now,
            on: &timeline)
    }
}
