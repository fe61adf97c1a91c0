import Bedrock
import Enrichment
import Foundation
import Hunting
import Vocabulary

/// Readers of what people, routers and list makers write: lists, places, log lines, times and searches.
enum TextFuzz {
    static let targets: [FuzzTarget] =
        ListFormat.allCases.map(list) + [list(nil), places, syslog, times, searches]

    private static let now = Timestamp(seconds: 1_800_000_000)

    /// Counts what a reader takes, and holds it against what the sink was promised.
    private struct Counter: IndicatorSink {
        var taken = IndicatorList.Entries()
        mutating func begin(list: Int) {}
        mutating func label(_ text: String) {
            precondition(
                text.utf8.count <= 80 && text.utf8.allSatisfy { (32...126).contains($0) }, "a label that is not plain")
        }
        mutating func add(_ block: AddressBlock) {
            precondition(block.base.masked(to: Int(block.prefix)) == block.base, "a block with bits behind its prefix")
            if block.prefix == 128 { taken.addresses += 1 } else { taken.blocks += 1 }
        }
        mutating func add(domain: [UInt8]) {
            precondition(
                domain.contains(46) && domain.last != 46 && !domain.contains { (65...90).contains($0) },
                "a domain that is none")
            taken.domains += 1
        }
        mutating func add(fingerprint: [UInt8]) {
            precondition((32...36).contains(fingerprint.count), "a fingerprint that is none")
            taken.fingerprints += 1
        }
    }

    /// A list of one format, or of the one it seems to have.
    private static func list(_ format: ListFormat?) -> FuzzTarget {
        FuzzTarget(
            "list-\(format?.rawValue ?? "any")",
            seeds: {
                ListSeeds.all.filter { format == nil || $0.format == format }.map { Array($0.text.utf8) }
            },
            run: { input in
                inFile(input) { path in
                    let list = IndicatorList(id: "x", name: "x")
                    let (outcome, sink) = ListReader.read(
                        path, as: list, place: 0, format: format, now: now, into: Counter())
                    precondition(sink.taken == outcome.list.entries, "other entries were counted than were given")
                    precondition(outcome.nextEnd.map { $0 > now } ?? true, "an entry that is over was taken")
                }
            })
    }

    private static let places = FuzzTarget(
        "mmdb",
        seeds: {
            var city = PlaceFile(type: "GeoLite2-City")
            var system = PlaceFile(type: "GeoLite2-ASN")
            if let block = AddressBlock("81.2.69.0/24"), let six = AddressBlock("2a02:ff80::/32") {
                city.add(
                    block,
                    .map([
                        (
                            "country",
                            .map([("iso_code", .text("GB")), ("names", .map([("en", .text("Great Britain"))]))])
                        ),
                        ("city", .map([("names", .map([("en", .text("London"))]))])),
                    ]))
                city.add(six, .map([("country", .map([("iso_code", .text("NO"))]))]))
                system.add(
                    block,
                    .map([
                        ("autonomous_system_number", .number(64_500)),
                        ("autonomous_system_organization", .text("Example")),
                    ]))
            }
            return [city.bytes, system.bytes]
        },
        run: { input in
            inFile(input) { path in
                let atlas = GeoAtlas(files: [path])
                for text in ["81.2.69.160", "8.8.8.8", "223.255.255.1", "2a02:ff80::1", "2600::1"] {
                    guard let place = IPAddress(text).flatMap({ atlas.place(of: $0) }) else { continue }
                    precondition(
                        place.country.map { $0.unicodeScalars.count <= 2 } ?? true, "a country of three letters")
                    for name in [place.city, place.countryName, place.organisation] {
                        precondition(name.map { $0.unicodeScalars.count <= 100 } ?? true, "a name without end")
                    }
                }
            }
        })

    /// Lines of a file, plain or gzip.
    private static let syslog = FuzzTarget(
        "router-log",
        seeds: {
            [
                "Nov 21 11:00:01 router kernel: [1.5] DROP IN=eth0 OUT= SRC=203.0.113.5 DST=192.0.2.10 PROTO=TCP SPT=4 DPT=22\n",
                "<4>1 2026-11-21T11:00:00.5+01:00 router kernel - - [a b=\"c\\]\"] ACCEPT IN= OUT=eth0 SRC=::1 DST=::2 PROTO=UDP\n",
                "2026-11-21T11:00:00Z fw [UFW BLOCK] IN=eth0 SRC=1.2.3.4 DST=5.6.7.8 PROTO=ICMP HITCOUNT=7 LASTTS=2026-11-21T12:00:00\n",
                "<13>Feb 29 23:59:59 host FW-DROP:IN=eth0 SRC=1.2.3.4 DST=5.6.7.8 SPT=99999\n",
            ].map { Array($0.utf8) }
        },
        run: { input in
            inFile(input) { path in
                guard let zone = TimeZone(identifier: "Europe/Berlin") else { return }
                do {
                    var reader = try LineReader(FileDescriptor.open(reading: path))
                    while true {
                        let lines = try reader.next(most: 100)
                        if lines.isEmpty { return }
                        for line in lines { judge(line, zone) }
                    }
                } catch {
                    return
                }
            }
        })

    private static func judge(_ line: String, _ zone: TimeZone) {
        precondition(!line.contains("\n"), "a line with an end in it")
        guard let read = try? RouterLine(line[...], reference: now, zone: zone) else { return }
        precondition(Timestamp(read.time.description) == read.time.wholeMicroseconds, "a time that is none")
    }

    private static let times = FuzzTarget(
        "since",
        seeds: {
            [
                "90s", "1 hour 30 minutes", "2 days, 4 hours", "1 month", "2026-11-21T08:00:00Z",
                "2026-11-21 08:00+02:00",
            ]
            .map { Array($0.utf8) }
        },
        run: { input in
            guard let moment = try? SearchMoment(since: String(decoding: input, as: UTF8.self)) else { return }
            if case .ago(let seconds) = moment {
                precondition(seconds > 0 && seconds <= 3_200_000_000, "a length of no time, or of all")
            }
            _ = moment.timestamp(now: now)
        })

    private static let searches = FuzzTarget(
        "search",
        seeds: {
            [
                "src:10.0.0.5 port:>1024 -tag:scan since:1h", "country:DE,FR -asn:AS64496 in:router \"two words\" ::/0",
                "bytes:>=1M packets:<=7 duration:>5m dir:inbound service:dns,ssh proto:17 until:2026-11-21T08:00",
            ].map { Array($0.utf8) }
        },
        run: { input in
            let text = String(decoding: input, as: UTF8.self)
            let search = SearchExpression(text)
            precondition(search.terms.count <= 32, "more terms than are allowed")
            var query = IncidentQuery()
            if (try? query.take(typed: text)) != nil {
                precondition(query.places.allSatisfy(\.isPlace), "a term that asks for no place")
            }
        })

    /// What is read by its name lies in memory for as long.
    static func inFile(_ input: [UInt8], _ body: (String) -> Void) {
        let path = "/dev/shm/netsentinel-fuzz-\(ProcessFacts.identifier)"
        guard FileManager.default.createFile(atPath: path, contents: Data(input)) else { return }
        body(path)
        _ = try? FileManager.default.removeItem(atPath: path)
    }
}

extension Timestamp {
    /// As it is written down.
    fileprivate var wholeMicroseconds: Timestamp {
        let rest = nanoseconds % 1000
        return Timestamp(nanoseconds: nanoseconds - (rest < 0 ? rest + 1000 : rest))
    }
}
