import Foundation
import Outbound
import Testing
import Vocabulary

@testable import Enrichment

@Suite("SourceCatalog")
struct SourceCatalogTests {
    @Test func `every file of a source has its line, and every source another id`() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Enrichment/Sources")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        let names = SourceCatalog.all.map { "\($0).swift" }
        #expect(Set(names) == Set(files))
        #expect(Set(SourceCatalog.all.map { $0.card.id }).count == files.count)
    }

    @Test func `only sources that the owner set up are asked in the background by themselves`() {
        for source in SourceCatalog.all where source.card.automatic {
            #expect(source.card.needsKey || source.card.url == nil, "\(source.card.id)")
        }
    }

    @Test func `the names of NS-D12 hold`() {
        #expect(AbuseIPDB.card.keyVariables == ["ABUSEIPDB_API_KEY"])
        #expect(VirusTotal.card.keyVariables == ["VIRUSTOTAL_API_KEY", "VT_API_KEY"])
        #expect(AlienVaultOTX.card.keyVariables == ["OTX_API_KEY"])
        #expect(PassiveDNS.card.keyVariables == ["PDNS_API_KEY"])
    }

    @Test func `every source has help, a budget and defaults within their bounds`() {
        for card in SourceCatalog.all.map({ $0.card }) {
            #expect(!card.help.isEmpty && card.service.budget.perMinute > 0 && card.service.budget.perDay > 0)
            for option in card.options { #expect(option.range.contains(option.value), "\(card.id).\(option.name)") }
        }
    }
}
