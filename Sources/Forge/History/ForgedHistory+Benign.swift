import Vocabulary

extension ForgedHistory {
    /// All of the office's ordinary life.
    package mutating func live() {
        for day in 0..<days {
            for (number, host) in Self.workstations.enumerated() { work(host, number, day) }
            serve(day)
            administer(day)
            beNoisy(day)
            if day >= 9 { carryPhone(day) }
        }
        keepRhythms()
    }

    private mutating func visit(
        _ host: IPAddress, _ site: String, at time: Timestamp, out: Double = 1500, in received: Double = 40_000
    ) {
        let name = "www.\(site)"
        add(host, Self.resolver, 53, at: time, seconds: 0.02, out: 70, in: 140, transport: .udp, name: name)
        add(
            host, Self.address(of: site, Int(random.next() % 3)), 443, at: time.advanced(bySeconds: 0.1),
            seconds: between(1, 90), out: out, in: received, name: name)
    }

    /// Browsing, mail, synchronisation, files and printing; less on weekends.
    private mutating func work(_ host: IPAddress, _ number: Int, _ day: Int) {
        let isWeekend = Self.isWeekend(day)
        if isWeekend, number % 3 != 0 { return }
        let begin = between(7.5, 9.5)
        let end = isWeekend ? begin + between(1, 3) : between(16.5, 18.5)
        var hour = begin
        while hour < end {
            hour += between(0.05, 0.5)
            // Mostly what everybody reads, sometimes a place nobody was before and nobody will be again.
            let isOdd = random.next() % 12 == 0
            let site = isOdd ? "odd\(random.next() % 100_000).example" : "site\(random.next() % 60).example"
            visit(host, site, at: time(day, hour), out: between(800, 6000), in: between(5000, 900_000))
            if random.next() % 6 == 0 {
                let label = letters(24)
                add(
                    host, Self.resolver, 53, at: time(day, hour), seconds: 0.02, out: 90, in: 160, transport: .udp,
                    name: "\(label).edge-cache.example")
            }
        }
        for _ in 0..<6 {
            add(
                host, Self.fileServer, 445, at: time(day, between(begin, end)), seconds: between(5, 600),
                out: between(2000, 4e6), in: between(2000, 8e6))
        }
        if random.next() % 3 == 0 {
            add(
                host, Self.printer, 9100, at: time(day, between(begin, end)), seconds: 20, out: between(1e5, 2e6),
                in: 900)
        }
        // Synchronisation: uploads of every size, from the beginning.
        if number % 3 == 0 {
            for _ in 0..<5 {
                add(
                    host, Self.address(of: "sync.example"), 443, at: time(day, between(begin, end)), seconds: 60,
                    out: between(3e5, 2e7), in: between(2e4, 1e6), name: "api.sync.example")
            }
        }
        // A video call: nameless addresses of one provider, high ports.
        if random.next() % 5 == 0 {
            let relay = IPAddress(100, 200, UInt8(random.next() % 8), UInt8(random.next() % 250))
            add(
                host, relay, 3478, at: time(day, between(begin, end)), seconds: 1800, out: between(2e7, 9e7),
                in: between(2e7, 9e7), transport: .udp)
        }
    }

    /// Backups by night, inside and to a provider; the web server answers the outside.
    private mutating func serve(_ day: Int) {
        for host in Self.workstations {
            add(
                Self.fileServer, host, 445, at: time(day, between(1, 3)), seconds: 300, out: between(1e4, 1e5),
                in: between(1e6, 9e7))
        }
        add(
            Self.fileServer, Self.address(of: "backup.example"), 443, at: time(day, 3.5), seconds: 3000,
            out: between(2e8, 9e8), in: 2e6, name: "eu.backup.example")
        // A smaller upload each night, too: the web server's statistics.
        add(
            Self.webServer, Self.address(of: "statistics.example"), 443, at: time(day, 4), seconds: 30,
            out: between(1.8e6, 2.2e6), in: 20_000, name: "in.statistics.example")
        for _ in 0..<40 {
            let visitor = stranger()
            add(
                visitor, Self.webServer, 443, at: time(day, between(0, 24)), seconds: 5, out: 1500,
                in: between(5000, 90_000))
        }
    }

    /// The administrator reaches all servers each day, and one that is new in the second week.
    private mutating func administer(_ day: Int) {
        if Self.isWeekend(day) { return }
        for server in Self.servers.prefix(day >= 8 ? 6 : 5) {
            add(
                Self.administrator, server, 22, at: time(day, between(9, 17)), seconds: between(60, 900),
                out: between(9000, 90_000), in: between(20_000, 300_000))
        }
        // Monitoring looks at each briefly, from the beginning.
        for server in Self.servers {
            for hour in 0..<24 {
                add(Self.fileServer, server, 22, at: time(day, Double(hour) + 0.2), seconds: 1, out: 1200, in: 1600)
            }
        }
        // A colleague gets two new hosts to look after.
        if day == 10 || day == 12 {
            add(
                Self.workstations[2], Self.servers[day == 10 ? 0 : 1], 22, at: time(day, 11), seconds: 400, out: 20_000,
                in: 90_000)
        }
    }

    /// What comes from outside and is not answered.
    private mutating func beNoisy(_ day: Int) {
        for _ in 0..<60 {
            let stranger = stranger()
            let port: UInt16 = pick([22, 23, 80, 445, 3389, 5900, 8080])
            add(stranger, Self.webServer, port, at: time(day, between(0, 24)), seconds: 0.1, out: 60, in: 0)
        }
    }

    /// A new device in the second week, with habits of its own.
    private mutating func carryPhone(_ day: Int) {
        for hour in 7..<23 {
            add(
                Self.phone, Self.address(of: "push.phone.example"), 5223, at: time(day, Double(hour)), seconds: 20,
                out: 600, in: 900, name: "push.phone.example")
            visit(Self.phone, "site\(random.next() % 60).example", at: time(day, Double(hour) + between(0, 1)))
        }
    }

    /// Clocks, updates and telemetry: regular as can be, day and night.
    private mutating func keepRhythms() {
        let end = Double(days) * 86_400
        let midnight = start
        func moment(_ seconds: Double) -> Timestamp { midnight.advanced(bySeconds: seconds) }
        for (number, host) in (Self.workstations + [Self.fileServer, Self.printer, Self.webServer]).enumerated() {
            for at in stride(from: Double(number) * 90, to: end, by: 4096) {
                add(
                    host, Self.address(of: "pool.time.example", number), 123, at: moment(at), seconds: 0.05, out: 76,
                    in: 76, transport: .udp)
            }
            for at in stride(from: Double(number) * 77, to: end, by: 6 * 3600) {
                add(
                    host, Self.address(of: "updates.example"), 443, at: moment(at + between(0, 60)), out: 1200,
                    in: 5400, name: "check.updates.example")
            }
        }
        // The printer alone calls its maker, every four hours to the second, from the beginning.
        for at in stride(from: 300.0, to: end, by: 4 * 3600) {
            add(
                Self.printer, Self.address(of: "ink.example"), 443, at: moment(at), out: 800, in: 700,
                name: "status.ink.example")
        }
        // New software in the second week, on five machines the same morning, calls home every four hours.
        for (number, host) in Self.workstations.prefix(5).enumerated() {
            for at in stride(from: 10 * 86_400 + 9.5 * 3600 + Double(number) * 200, to: end, by: 4 * 3600) {
                add(
                    host, Self.address(of: "newapp.example"), 443, at: moment(at), out: 900, in: 1100,
                    name: "ping.newapp.example")
            }
        }
    }
}
