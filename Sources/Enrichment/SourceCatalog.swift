/// Every source there is, in the order they are shown. A source is its file and a line here.
package enum SourceCatalog {
    package static let all: [any IntelligenceSource.Type] = [
        AbuseIPDB.self,
        VirusTotal.self,
        AlienVaultOTX.self,
        ReverseDNS.self,
        Whois.self,
        RDAP.self,
        PassiveDNS.self,
        Traceroute.self,
    ]

    package static func source(_ id: String) -> (any IntelligenceSource.Type)? { all.first { $0.card.id == id } }
}
