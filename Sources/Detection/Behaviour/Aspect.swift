import Learning

/// One side of what a host does in a minute, or of a flow, as a few features that belong together.
///
/// Why several: one odd feature among thirty is lost in a forest, one among six is not; and what was odd is told in a word. The names
/// and orders stand in model files: whoever changes one raises `AspectCatalog.version`.
package enum Aspect: UInt8, Sendable, CaseIterable {
    /// To whom a host turns: how many, how fast, and how often in vain.
    case contacts
    /// Who turns to a host.
    case visits
    /// How much a host sends and fetches.
    case volume
    /// Which names a host looks up.
    case names
    /// How a host logs in, and what it does on others with an administrator's means.
    case access
    /// What a link address asks and claims in ARP and neighbour discovery.
    case neighbors
    /// What a host's pings look like.
    case echoes
    /// One flow, when it is over.
    case flow

    package struct Feature: Sendable {
        /// snake_case, as it stands in evidence.
        package let name: String
        package let scale: Scale
        /// What a person calls it.
        package let words: String
    }

    package enum Scale: Sendable {
        /// log₂(1 + n) of a count or a size.
        case doublings
        /// A share, four times as large so that shares and doublings weigh alike.
        case share
        /// As it is.
        case plain

        package func value(of feature: Float) -> Double {
            switch self {
            case .doublings: Double(Int(max(0, LogScale.number(at: feature)).rounded()))
            case .share: Double(feature) / 4
            case .plain: Double(feature)
            }
        }
    }

    /// The name in model files and in evidence.
    package var name: String {
        switch self {
        case .contacts: "contacts"
        case .visits: "visits"
        case .volume: "volume"
        case .names: "names"
        case .access: "access"
        case .neighbors: "neighbors"
        case .echoes: "echoes"
        case .flow: "flow"
        }
    }

    /// What is said of a host that stands out here.
    package var sentence: String {
        switch self {
        case .contacts: "turns to others as nobody here does"
        case .visits: "is turned to as nobody here is"
        case .volume: "sends and fetches as nobody here does"
        case .names: "looks up names as nobody here does"
        case .access: "works on others as nobody here does"
        case .neighbors: "speaks to its link as nobody here does"
        case .echoes: "pings as nobody here does"
        case .flow: "had a conversation as nobody here has"
        }
    }

    /// What such behaviour may serve, by its ATT&CK id: a hint, no proof.
    package var techniques: [String] {
        switch self {
        case .contacts: ["T1046"]
        case .visits: ["T1498"]
        case .volume, .flow: ["T1048"]
        case .names: ["T1071.004"]
        case .access: ["T1078"]
        case .neighbors: ["T1557"]
        case .echoes: ["T1095"]
        }
    }

    package var features: [Feature] { Self.table[Int(rawValue)] }

    private static let table: [[Feature]] = allCases.map { aspect in
        func counted(_ name: String, _ words: String) -> Feature {
            Feature(name: name, scale: .doublings, words: words)
        }
        func shared(_ name: String, _ words: String) -> Feature { Feature(name: name, scale: .share, words: words) }
        switch aspect {
        case .contacts:
            return [
                counted("flows", "conversations begun"), counted("hosts", "hosts turned to"),
                counted("ports", "ports tried"), counted("unanswered", "connections that came to nothing"),
                shared("unanswered_share", "of them in vain"), counted("flows_in_a_second", "in the busiest second"),
                counted("flows_each", "conversations with each host"), counted("odd_openings", "odd first packets"),
                counted("ports_each", "ports tried on each host"),
            ]
        case .visits:
            return [
                counted("flows", "conversations begun by others"), counted("hosts", "hosts that came"),
                counted("ports", "ports they tried"), counted("unanswered", "connections that came to nothing"),
                shared("unanswered_share", "of them in vain"), counted("packets", "packets to it"),
                counted("bytes", "bytes to it"), shared("unasked_share", "of its packets unasked or unanswered"),
                counted("complaints", "complaints of others about packets"),
            ]
        case .volume:
            return [
                counted("bytes_sent", "bytes sent"), counted("bytes_fetched", "bytes fetched"),
                shared("sent_share", "of the bytes were sent"), counted("packets_sent", "packets sent"),
                counted("packet_size", "bytes a packet"), shared("deaf_share", "of its packets went unanswered"),
            ]
        case .names:
            return [
                counted("queries", "names asked for"), counted("distinct_names", "different names"),
                counted("name_length", "characters before the domain"), counted("names_each", "names under one domain"),
                shared("failed_share", "of the answers said no"), shared("rare_types_share", "asked for rare records"),
                Feature(name: "name_entropy", scale: .plain, words: "bits a character"),
                counted("answer_size", "bytes an answer"),
            ]
        case .access:
            return [
                counted("log_ins", "log-ins tried"), counted("failed_log_ins", "of them failed"),
                counted("remote_calls", "calls that run something elsewhere"),
                counted("share_actions", "actions on administrative shares"), counted("pipes", "pipes opened"),
                counted("hosts", "hosts worked on"),
            ]
        case .neighbors:
            return [
                counted("questions", "questions"), counted("addresses_asked", "addresses asked for"),
                counted("unasked_claims", "claims nobody asked for"), counted("addresses_claimed", "addresses claimed"),
                counted("claims_each", "such claims of each address"),
            ]
        case .echoes:
            return [
                counted("echoes", "echoes"), counted("hosts", "hosts pinged"), counted("bytes", "bytes in them"),
                shared("odd_share", "carried what no ping program sends"),
                Feature(name: "entropy", scale: .plain, words: "bits a byte"), counted("size", "bytes an echo"),
                shared("unanswered_share", "of them unanswered"), counted("odd_contents", "different odd contents"),
            ]
        case .flow:
            return [
                counted("bytes_sent", "bytes sent"), counted("bytes_fetched", "bytes fetched"),
                shared("sent_share", "of the bytes were sent"), counted("packets", "packets"),
                counted("seconds", "seconds"), counted("packets_a_second", "packets a second"),
                counted("sent_size", "bytes a packet sent"), counted("fetched_size", "bytes a packet fetched"),
            ]
        }
    }
}

/// Which features this program has, for model files.
package enum AspectCatalog {
    /// Raised with every change of a feature.
    package static let version: UInt16 = 2
}
