package import Outbound
package import Vocabulary

/// What is written down about a source of intelligence: help, settings, the API and the documentation are derived from it.
package struct SourceCard: Sendable {
    package var id: String
    package var title: String
    package var kind: SourceVerdict.Kind
    package var help: String
    /// Where it is called; its name there is `id`.
    package var service: OutboundService
    /// Its own address; nil where the owner has to give one.
    package var url: String?
    /// Environment variables for its key, the first that is set counts.
    package var keyVariables: [String] = []
    package var needsKey = false
    /// Asked in the background as well, as long as nobody says otherwise. Only sources that the owner set up by giving a key:
    /// nothing is told to anybody before that.
    package var automatic = false
    /// How long an answer is good for, in seconds.
    package var lifetime: Double = 86_400
    package var options: [CardOption] = []

    package init(
        _ id: String, _ title: String, _ kind: SourceVerdict.Kind, url: String?, budget: OutboundService.Budget,
        help: String
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.help = help
        self.url = url
        service = OutboundService(id, budget: budget)
    }

    /// `NETSENTINEL_ABUSEIPDB_URL`: another server that speaks the same.
    package var urlVariable: String { "NETSENTINEL_\(id.uppercased())_URL" }
}
