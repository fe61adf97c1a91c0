import Foundation
import Vocabulary

/// The folder of blocklists: a file a list, and beside it `NAME.meta` with what a person says of it.
///
/// `NAME.meta` is JSON with any of `name source confidence expires enabled`. Files that begin with a dot and other folders are left out.
package struct ListFolder: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// That of a data folder.
    package init(ofData folder: String) { path = folder + "/lists" }

    /// The lists in order of their names; a folder that is not there holds none.
    package func sources() -> [Blocklists.Source] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().filter { !$0.hasPrefix(".") && !$0.hasSuffix(".meta") }.compactMap { name in
            let file = path + "/" + name
            let kind = (try? FileManager.default.attributesOfItem(atPath: file))?[.type] as? FileAttributeType
            guard kind == .typeRegular || kind == .typeSymbolicLink else { return nil }
            return Self.source(file)
        }
    }

    /// One list file, wherever it lies, with its meta file where there is one.
    package static func source(_ file: String) -> Blocklists.Source {
        let id = URL(filePath: file).lastPathComponent
        var list = IndicatorList(id: id, name: Self.title(id))
        if let data = FileManager.default.contents(atPath: file + ".meta"), data.count < 65_536 {
            if let meta = try? JSONDecoder().decode(Meta.self, from: data) {
                meta.apply(to: &list)
            } else {
                list.problem =
                    "\(id).meta is not understood: it is JSON with name, source, confidence, expires, enabled"
            }
        }
        return Blocklists.Source(path: file, list: list)
    }

    /// Changes whenever a file of the folder came, went or changed: names, sizes and times.
    package func mark() -> String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().map { name in
            let facts = try? FileManager.default.attributesOfItem(atPath: path + "/" + name)
            let time = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return "\(name) \(facts?[.size] as? UInt64 ?? 0) \(time)"
        }.joined(separator: "\n")
    }

    /// What a person says of a list.
    package struct Meta: Codable, Sendable, Hashable {
        package var name: String?
        package var source: String?
        package var confidence: Double?
        /// ISO 8601.
        package var expires: String?
        package var enabled: Bool?
        package init() {}

        /// What is wrong with it, in sentences.
        package var problems: [String] {
            var problems: [String] = []
            if let confidence, !(0...1).contains(confidence) { problems.append("confidence is a number from 0 to 1") }
            if let expires, Timestamp(expires) == nil {
                problems.append("expires is a time such as 2027-01-01T00:00:00Z")
            }
            if let name, name.isEmpty || name.count > 100 { problems.append("name has 1 to 100 characters") }
            if let source, source.count > 300 { problems.append("source has at most 300 characters") }
            return problems
        }

        func apply(to list: inout IndicatorList) {
            if let name, !name.isEmpty { list.name = String(name.prefix(100)) }
            if let source { list.source = String(source.prefix(300)) }
            if let confidence, (0...1).contains(confidence) { list.confidence = confidence }
            if let expires { list.expires = Timestamp(expires) }
            if let enabled { list.enabled = enabled }
        }
    }

    private static func title(_ id: String) -> String {
        var title = Substring(id)
        for ending in [".gz", ".txt", ".csv", ".json", ".list", ".netset", ".ipset", ".hosts"]
        where title.hasSuffix(ending) {
            title = title.dropLast(ending.count)
        }
        return title.isEmpty ? id : String(title)
    }
}
