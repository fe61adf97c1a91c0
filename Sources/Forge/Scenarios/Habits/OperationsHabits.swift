import Vocabulary

extension Habit {
    /// What programs of administration do by a clock: watching, checking, collecting, copying, building.
    static let operations: [Habit] = [
        Habit("polls-agents-of-many-hosts") { actor, timeline in
            // Zabbix, Nagios: agents, banners of ssh, pages, pings, everything once a minute.
            let hosts = actor.others(timeline.random.integer(in: 3...40), &timeline.random)
            let ports: [UInt16] = [10_050, 5666, 22, 80, 443, 3000]
            let gone = timeline.random.real(in: 0...0.1)
            let isGone = hosts.map { _ in timeline.random.chance(gone) }
            for port in ports where timeline.random.chance(0.7) {
                actor.steadily(timeline.random.element([30, 60, 60, 300]), on: &timeline) { timeline in
                    for (index, host) in hosts.enumerated() {
                        timeline.schedule(after: Double(index) * 0.08) { timeline in
                            check(host, port, by: actor.host, isGone: isGone[index], on: &timeline)
                        }
                    }
                }
            }
        },
        Habit("checks-whether-a-page-is-up") { actor, timeline in
            // A load balancer, or somebody's script: the same small question, exactly by the clock.
            let servers = actor.others(timeline.random.integer(in: 1...4), &timeline.random)
            let port: UInt16 = timeline.random.element([80, 8080, 8443, 3000, 5000])
            let path = timeline.random.element(["/healthz", "/status", "/", "/api/v1/ping"])
            let interval = timeline.random.scaled(2.0, 60)
            for server in servers {
                actor.steadily(interval, on: &timeline) { timeline in
                    page(path, of: server, port, by: actor.host, agent: "health-check/1.0", body: 15, on: &timeline)
                }
            }
        },
        Habit("collects-figures") { actor, timeline in
            // Prometheus and its like, on the odd ports of exporters.
            let servers = actor.others(timeline.random.integer(in: 1...3), &timeline.random)
            let port: UInt16 = timeline.random.element([2112, 8404, 9323, 9400, 19_999, 4194])
            let size = timeline.random.scaled(2000, 40_000)
            for server in servers {
                actor.steadily(timeline.random.element([5, 15, 15, 30, 60]), on: &timeline) { timeline in
                    page(
                        "/metrics", of: server, port, by: actor.host, agent: "Collector/2.53", body: size, on: &timeline
                    )
                }
            }
        },
        Habit("asks-the-printer-how-it-is") { actor, timeline in
            let printer = actor.other(&timeline.random)
            let port: UInt16 = timeline.random.element([80, 631, 9100, 8080])
            actor.steadily(timeline.random.scaled(10.0, 120), on: &timeline) { timeline in
                page(
                    "/DevMgmt/ProductStatusDyn.xml", of: printer, port, by: actor.host, agent: nil, body: 900,
                    on: &timeline)
            }
        },
        Habit("keeps-a-cluster-together") { actor, timeline in
            // Databases, stores and brokers that tell each other that they are alive.
            let port: UInt16 = timeline.random.element([4567, 5701, 7946, 9300, 26_257, 7000])
            let beat = timeline.random.scaled(0.5, 30)
            let size = timeline.random.integer(in: 24...300)
            for peer in actor.others(timeline.random.integer(in: 1...4), &timeline.random) {
                var talk = Conversation(from: actor.host, to: peer, port: port, at: actor.start, on: &timeline)
                talk.open(on: &timeline)
                stand(talk, every: beat, up: size, down: size / 2, actor, on: &timeline)
            }
        },
        Habit("keeps-calling-a-service-that-is-gone") { actor, timeline in
            let server = actor.other(&timeline.random)
            let port: UInt16 = timeline.random.element([8123, 8883, 1400, 49_152, 7777])
            let isRefused = timeline.random.chance(0.5)
            actor.steadily(timeline.random.scaled(5.0, 60), on: &timeline) { timeline in
                var talk = Conversation(from: actor.host, to: server, port: port, at: timeline.now, on: &timeline)
                if isRefused { return talk.beRefused(on: &timeline) }
                talk.beIgnored(retries: 2, on: &timeline)
            }
        },
        Habit("pulls-a-repository-by-ssh") { actor, timeline in
            let server = timeline.random.chance(0.5) ? actor.stranger(&timeline.random) : actor.other(&timeline.random)
            actor.steadily(timeline.random.scaled(15.0, 300), on: &timeline) { timeline in
                keyed(server, by: actor.host, on: &timeline)
            }
        },
        Habit("rolls-out-with-keys") { actor, timeline in
            // Ansible: all hosts at once, several short connections each.
            let hosts = actor.others(timeline.random.integer(in: 4...60), &timeline.random)
            let forks = timeline.random.element([5, 10, 50])
            actor.often(timeline.random.scaled(0.05, 0.5), on: &timeline) { timeline in
                for (index, host) in hosts.enumerated() {
                    for task in 0..<3 {
                        timeline.schedule(after: Double(index / forks) * 1.5 + Double(task) * 4) { timeline in
                            keyed(host, by: actor.host, on: &timeline)
                        }
                    }
                }
            }
        },
        Habit("crawls-a-site") { actor, timeline in
            let server = timeline.random.chance(0.5) ? actor.stranger(&timeline.random) : actor.other(&timeline.random)
            let rate = timeline.random.scaled(1.0, 40)
            var page = 0
            actor.often(60 * rate / 8, on: &timeline) { timeline in
                var talk = Conversation(from: actor.host, to: server, port: 80, at: timeline.now, on: &timeline)
                talk.open(on: &timeline)
                for _ in 0..<8 {
                    page += 1
                    let head = HTTP.request(
                        "GET", "/pages/\(page / 3)/\(page).html", host: "site.example", agent: "crawler/3")
                    talk.ask((head, HTTP.response(body: Array(repeating: 0x20, count: 900))), on: &timeline)
                }
                talk.close(on: &timeline)
            }
        },
        Habit("copies-everything-at-night") { actor, timeline in
            let store = actor.other(&timeline.random)
            let size = timeline.random.scaled(2_000_000, 30_000_000)
            actor.often(timeline.random.scaled(0.05, 0.3), on: &timeline) { timeline in
                move(
                    size, from: .client, actor.host, store, timeline.random.element([445, 22, 873, 9102]), 0.01,
                    until: actor.end, on: &timeline)
            }
        },
    ]

    private static func check(
        _ host: Host, _ port: UInt16, by watcher: Host, isGone: Bool, on timeline: inout Timeline
    ) {
        var talk = Conversation(from: watcher, to: host, port: port, at: timeline.now, on: &timeline)
        if isGone { return talk.beIgnored(retries: 1, on: &timeline) }
        talk.open(on: &timeline)
        if port == 22 {
            // Only the banner is looked at.
            talk.send(SSH.banner("OpenSSH_9.6"), from: .server, on: &timeline)
            talk.send(SSH.banner("check_ssh_2.4"), from: .client, on: &timeline)
            return talk.close(on: &timeline)
        }
        talk.transfer(48, from: .client, on: &timeline)
        talk.turn(to: .server, &timeline)
        talk.transfer(120, from: .server, on: &timeline)
        talk.close(on: &timeline)
    }

    private static func page(
        _ path: String, of server: Host, _ port: UInt16, by client: Host, agent: String?, body: Int,
        on timeline: inout Timeline
    ) {
        var talk = Conversation(from: client, to: server, port: port, at: timeline.now, on: &timeline)
        talk.open(on: &timeline)
        talk.send(HTTP.request("GET", path, host: "\(server.address)", agent: agent), from: .client, on: &timeline)
        talk.turn(to: .server, &timeline)
        talk.send(HTTP.responseHead(length: body), from: .server, on: &timeline)
        talk.transfer(body, from: .server, on: &timeline)
        talk.close(on: &timeline)
    }

    /// A log-in with a key (asked for, then proven) that runs one command.
    private static func keyed(_ server: Host, by client: Host, on timeline: inout Timeline) {
        let shape = SSHShape.modern
        var talk = Conversation(from: client, to: server, port: 22, at: timeline.now, on: &timeline)
        talk.openSSH(on: &timeline)
        talk.askSSHMethods(user: 3, shape, on: &timeline)
        talk.turn(to: .client, &timeline)
        talk.transfer(shape.size(118), from: .client, on: &timeline)
        talk.turn(to: .server, &timeline)
        talk.transfer(shape.size(76), from: .server, on: &timeline)
        talk.turn(to: .client, &timeline)
        talk.transfer(shape.size(205), from: .client, on: &timeline)
        talk.turn(to: .server, &timeline)
        talk.transfer(shape.success, from: .server, on: &timeline)
        talk.startSSHSession(shape, on: &timeline)
        talk.transfer(timeline.random.integer(in: 200...9000), from: .server, on: &timeline)
        talk.close(on: &timeline)
    }

    /// A connection that stays, with the same question and answer in it by the clock.
    static func stand(
        _ talk: Conversation, every beat: Double, up: Int, down: Int, _ actor: Actor, on timeline: inout Timeline
    ) {
        var standing = talk
        actor.steadily(beat, on: &timeline) { timeline in
            standing.clock = max(standing.clock, timeline.now)
            standing.transfer(up, from: .client, on: &timeline)
            standing.turn(to: .server, &timeline)
            if down > 0 { standing.transfer(down, from: .server, on: &timeline) }
        }
    }
}
