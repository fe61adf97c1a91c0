package import Vocabulary

/// What somebody does in the office who should not; each is slow. The answer says who, to whom.
extension ForgedHistory {
    package static let intruded = workstations[7]
    package static let outsider = IPAddress(45, 77, 10, 9)

    /// One neighbour about every eleven hours, by SMB, RDP and WinRM in turn.
    package mutating func moveSlowly(from host: IPAddress = intruded, day: Int = 12, hosts: Int = 7) -> [IPAddress] {
        let all = Self.workstations.filter { $0 != host }.prefix(hosts)
        var hour = 2.0
        for (number, neighbour) in all.enumerated() {
            let port: UInt16 = [445, 3389, 5985][number % 3]
            add(
                host, neighbour, port, at: time(day, hour), seconds: 90, out: between(20_000, 90_000),
                in: between(20_000, 90_000))
            hour += between(9, 14)
        }
        return Array(all)
    }

    /// About `bytes` a day for `length` days, in a few pieces.
    package mutating func seep(
        from host: IPAddress = intruded, to outside: IPAddress = outsider, bytes: Double = 2e6, day: Int = 12,
        length: Int = 7,
        name: String? = nil
    ) {
        for day in day..<min(days, day + length) {
            let pieces = 2 + Int(random.next() % 4)
            for _ in 0..<pieces {
                let size = bytes / Double(pieces) * between(0.8, 1.2)
                add(
                    host, outside, 443, at: time(day, between(8, 18)), seconds: 20, out: size, in: size / 40, name: name
                )
            }
        }
    }

    /// A call every `hours`, with jitter and a missed one now and then.
    package mutating func call(
        from host: IPAddress = intruded, to outside: IPAddress = outsider, hours: Double = 4, jitter: Double = 0.05,
        day: Int = 13, name: String? = "status.quiet-cdn.example"
    ) {
        var hour = Double(day) * 24 + 1
        while hour < Double(days) * 24 - 1 {
            if random.next() % 20 != 0 {
                add(
                    host, outside, 443, at: time(0, hour), seconds: 3, out: between(480, 520), in: between(300, 340),
                    name: name)
            }
            hour += hours * (1 + between(-jitter, jitter))
        }
    }

    /// Questions with data in them, one about every `minutes`.
    package mutating func tunnel(
        from host: IPAddress = intruded, minutes: Double = 30, day: Int = 13, domain: String = "quiet-names.example"
    ) {
        var hour = Double(day) * 24
        while hour < Double(days) * 24 - 1 {
            let label = letters(40)
            add(
                host, Self.resolver, 53, at: time(0, hour), seconds: 0.05, out: 130, in: 220, transport: .udp,
                name: "\(label).\(domain)")
            hour += minutes / 60 * between(0.5, 1.5)
        }
    }

    /// One try at one host after another.
    package mutating func spray(from host: IPAddress = intruded, day: Int = 13, tries: Int = 40) {
        for number in 0..<tries {
            let target = Self.workstations[number % 11 + (number % 11 >= 7 ? 1 : 0)]
            add(
                host, target, 3389, at: time(day, Double(number) * 3 + between(0, 1)), seconds: 1,
                out: between(900, 1500), in: between(900, 1500))
        }
    }

    /// A door that was not there.
    package mutating func open(_ host: IPAddress = workstations[3], port: UInt16 = 8081, day: Int = 14) {
        for number in 0..<8 {
            add(
                IPAddress(91, 12, 3, UInt8(number % 3 + 1)), host, port, at: time(day, Double(number) * 5), seconds: 30,
                out: 9000, in: 200_000)
        }
    }

    /// An address without a name that one host returns to, on a port of its own.
    package mutating func returnTo(
        _ outside: IPAddress = IPAddress(103, 4, 5, 6), from host: IPAddress = workstations[5], port: UInt16 = 4444,
        day: Int = 13
    ) {
        for day in day..<min(days, day + 5) {
            for _ in 0..<3 {
                add(
                    host, outside, port, at: time(day, between(0, 24)), seconds: 200, out: between(9000, 30_000),
                    in: between(9000, 60_000))
            }
        }
    }

    /// A device that came lately and serves the others.
    package mutating func bringServer(_ host: IPAddress = IPAddress(10, 20, 0, 99), port: UInt16 = 3128, day: Int = 14)
    {
        for (number, client) in Self.workstations.prefix(5).enumerated() {
            for step in 0..<4 {
                add(
                    client, host, port, at: time(day, 9 + Double(number) + Double(step) * 20), seconds: 40, out: 9000,
                    in: 90_000)
            }
        }
    }
}
