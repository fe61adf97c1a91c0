import Foundation
import Testing
import Vocabulary

@testable import Enrichment

/// Remembers what a reader took.
struct KeptIndicators: IndicatorSink {
    private(set) var entries: [String] = []
    private(set) var labels: [String: String] = [:]
    private var current = ""
    mutating func begin(list: Int) { current = "" }
    mutating func label(_ text: String) { current = text }
    mutating func add(_ block: AddressBlock) { keep(Indicator.block(block).description) }
    mutating func add(domain: [UInt8]) { keep(String(decoding: domain, as: UTF8.self)) }
    mutating func add(fingerprint: [UInt8]) { keep(String(decoding: fingerprint, as: UTF8.self)) }
    private mutating func keep(_ text: String) {
        entries.append(text)
        if !current.isEmpty { labels[text] = current }
    }
}

/// A list as text, read as from a file.
struct ListTrial {
    let kept: KeptIndicators
    let list: IndicatorList
    let nextEnd: Timestamp?
    static let now = Timestamp(seconds: 1_800_000_000)

    init(_ text: String) throws { try self.init(Array(text.utf8)) }

    init(_ bytes: [UInt8]) throws {
        let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).list"
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = ListReader.read(
            path, as: IndicatorList(id: "x", name: "x"), place: 0, now: Self.now, into: KeptIndicators())
        kept = result.sink
        list = result.outcome.list
        nextEnd = result.outcome.nextEnd
    }

    var faults: [String] { list.faults.map { "\($0.reason) \($0.count) @\($0.line)" } }
}
