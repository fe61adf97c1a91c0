import Bedrock
package import Vocabulary

/// Country, city and autonomous system of addresses, out of the mmdb files that are there.
///
/// Files of MaxMind (GeoLite2), DB-IP and IPinfo differ in the names of members; all are tried. Of several files that say the same
/// thing the first one counts. Bounds: eight files. Texts are bounded and have no control characters.
package final class GeoAtlas: Sendable {
    private let databases: [GeoDatabase]
    /// What was opened, and why what was not.
    package let files: [File]
    package static let cap = 8

    package struct File: Sendable, Hashable, Codable {
        package var path: String
        /// Such as `GeoLite2-City`; empty for a file that could not be opened.
        package var type: String
        package var built: Timestamp?
        package var problem: String?
    }

    package init(files paths: [String]) {
        var databases: [GeoDatabase] = []
        var files: [File] = []
        for path in paths.prefix(Self.cap) {
            do throws(BedrockError) {
                let database = try GeoDatabase(path: path)
                let seconds = Int64(clamping: min(database.built, 9_000_000_000))
                files.append(
                    File(
                        path: path, type: database.type, built: Timestamp(nanoseconds: seconds * 1_000_000_000),
                        problem: nil))
                databases.append(database)
            } catch {
                files.append(File(path: path, type: "", built: nil, problem: error.message))
            }
        }
        self.databases = databases
        self.files = files
    }

    package var isEmpty: Bool { databases.isEmpty }

    /// By the names of the files' kinds; a kind that says nothing may speak of both.
    package var knowsCountries: Bool { databases.contains { !Self.speaks($0, of: "asn") || Self.isOfCountries($0) } }
    package var knowsSystems: Bool { databases.contains { Self.speaks($0, of: "asn") || !Self.isOfCountries($0) } }

    private static func isOfCountries(_ database: GeoDatabase) -> Bool {
        speaks(database, of: "country") || speaks(database, of: "city")
    }

    private static func speaks(_ database: GeoDatabase, of kind: String) -> Bool {
        database.type.lowercased().contains(kind)
    }

    /// Nil where nothing is known, and of addresses that lie nowhere: private, reserved.
    package func place(of address: IPAddress) -> Place? {
        guard address.isGlobal else { return nil }
        var place = Place()
        for database in databases {
            guard let record = database.record(high: address.high, low: address.low, isV4: address.isV4) else {
                continue
            }
            place.country =
                place.country
                ?? Self.clean(
                    record.text("country", "iso_code") ?? record.text("country_code")
                        ?? record.text("registered_country", "iso_code"), 2)
            place.countryName =
                place.countryName
                ?? Self.clean(
                    record.text("country", "names", "en") ?? record.text("country_name") ?? record.text("country"), 60)
            place.city =
                place.city ?? Self.clean(record.text("city", "names", "en") ?? record.text("city"), 60)
            place.asn = place.asn ?? Self.system(record)
            place.organisation =
                place.organisation
                ?? Self.clean(
                    record.text("autonomous_system_organization") ?? record.text("as_name")
                        ?? record.text("as_organization"),
                    100)
        }
        return place.isEmpty ? nil : place
    }

    private static func system(_ record: GeoDatabase.Record) -> UInt32? {
        if let number = record.number("autonomous_system_number") { return UInt32(exactly: number) }
        // IPinfo writes AS64496.
        guard let text = record.text("asn") else { return nil }
        return UInt32(text.hasPrefix("AS") ? text.dropFirst(2) : text[...])
    }

    private static func clean(_ text: String?, _ most: Int) -> String? {
        guard let text, !text.isEmpty else { return nil }
        var clean = ""
        for scalar in text.unicodeScalars.prefix(most) {
            let isControl = scalar.value < 32 || (127...159).contains(scalar.value) || scalar.properties.isBidiControl
            clean.unicodeScalars.append(isControl ? "?" : scalar)
        }
        return clean
    }
}
