import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Enrichment

struct GeoAtlasTests {
    private func city() throws -> String {
        var file = PlaceFile(type: "GeoLite2-City")
        file.add(
            try #require(AddressBlock("81.2.69.0/24")),
            .map([
                ("country", .map([("iso_code", .text("GB")), ("names", .map([("en", .text("United Kingdom"))]))])),
                ("city", .map([("names", .map([("en", .text("London"))]))])),
            ]))
        file.add(
            try #require(AddressBlock("2a02:ff80::/32")),
            .map([("country", .map([("iso_code", .text("NO"))]))]))
        return try file.write("city.mmdb")
    }

    private func system() throws -> String {
        var file = PlaceFile(type: "GeoLite2-ASN")
        file.add(
            try #require(AddressBlock("81.2.0.0/16")),
            .map([
                ("autonomous_system_number", .number(20_712)),
                ("autonomous_system_organization", .text("Andrews\u{1B}[31m & Arnold")),
            ]))
        return try file.write("asn.mmdb")
    }

    @Test func `country, city and system come together from two files`() throws {
        let paths = [try city(), try system()]
        defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
        let atlas = GeoAtlas(files: paths)
        #expect(atlas.files.map(\.type) == ["GeoLite2-City", "GeoLite2-ASN"], "\(atlas.files.map(\.problem))")
        let place = try #require(atlas.place(of: IPAddress(81, 2, 69, 160)))
        #expect(place.country == "GB")
        #expect(place.countryName == "United Kingdom")
        #expect(place.city == "London")
        #expect(place.asn == 20_712)
        // What would colour a terminal does not.
        #expect(place.organisation == "Andrews?[31m & Arnold")
        #expect(atlas.place(of: try #require(IPAddress("2a02:ff80::1")))?.country == "NO")
    }

    @Test func `addresses that are in no file or nowhere have no place`() throws {
        let path = try city()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let atlas = GeoAtlas(files: [path])
        #expect(atlas.place(of: IPAddress(81, 2, 70, 1)) == nil)
        #expect(atlas.place(of: IPAddress(10, 0, 0, 1)) == nil)
        #expect(GeoAtlas(files: []).place(of: IPAddress(81, 2, 69, 160)) == nil)
    }

    @Test func `IPinfo's names of members are known, too`() throws {
        var file = PlaceFile(type: "ipinfo")
        file.add(
            try #require(AddressBlock("81.2.69.0/24")),
            .map([("country_code", .text("GB")), ("asn", .text("AS20712")), ("as_name", .text("A&A"))]))
        let path = try file.write("ipinfo.mmdb")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let place = try #require(GeoAtlas(files: [path]).place(of: IPAddress(81, 2, 69, 1)))
        #expect(place.country == "GB")
        #expect(place.asn == 20_712)
        #expect(place.organisation == "A&A")
    }

    @Test func `a file that is none, cut at any byte or damaged, answers nothing and ends nothing`() throws {
        let whole = try city()
        defer { try? FileManager.default.removeItem(atPath: whole) }
        let bytes = Array(try Data(contentsOf: URL(filePath: whole)))
        let path = whole + ".cut"
        defer { try? FileManager.default.removeItem(atPath: path) }
        for length in stride(from: 0, to: bytes.count, by: 3) {
            try Data(bytes[..<length]).write(to: URL(filePath: path))
            _ = GeoAtlas(files: [path]).place(of: IPAddress(81, 2, 69, 160))
        }
        var state: UInt64 = 7
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0..<8 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                damaged[Int(state >> 33) % damaged.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            try Data(damaged).write(to: URL(filePath: path))
            _ = GeoAtlas(files: [path]).place(of: IPAddress(81, 2, 69, 160))
        }
        try Data("no mmdb".utf8).write(to: URL(filePath: path))
        let atlas = GeoAtlas(files: [path, path + ".missing"])
        #expect(atlas.files.allSatisfy { $0.problem != nil })
        #expect(atlas.isEmpty)
    }
}
