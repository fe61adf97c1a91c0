/// What a number counts, by the noun beside it: two words of one kind may stand for each other, words of two kinds may not.
enum NounKind: String, Sendable, Hashable, CaseIterable {
    case port, host, login, account, packet, request, answer, connection, arrival, name, file, `protocol`, path, step,
        claim
    case service, task, object, method, share, output, lease, size, character, bit, slice, score, confidence, hit

    /// The kind of a word in singular or plural, in small letters; nil for a word that counts nothing.
    init?(word: String) {
        guard let kind = Self.words[word] else { return nil }
        self = kind
    }

    private static let words: [String: NounKind] = {
        var table: [String: NounKind] = [:]
        for (kind, nouns) in lists {
            for noun in nouns {
                table[noun] = kind
                table[plural(noun)] = kind
            }
        }
        return table
    }()

    /// Every word that counts something, for the vocabulary's test.
    static var nouns: [String] { words.keys.sorted() }

    private static func plural(_ noun: String) -> String {
        if noun.hasSuffix("y"), !noun.hasSuffix("ay"), !noun.hasSuffix("ey") { return noun.dropLast() + "ies" }
        return noun + (noun.hasSuffix("s") || noun.hasSuffix("sh") || noun.hasSuffix("x") ? "es" : "s")
    }

    private static let lists: [(NounKind, [String])] = [
        (.port, ["port"]),
        (
            .host,
            [
                "host", "machine", "address", "server", "client", "target", "victim", "source", "device", "reflector",
                "attacker", "system", "computer", "neighbour", "router", "destination", "peer", "sender",
            ]
        ),
        (.login, ["login", "log-in", "attempt", "try", "guess", "password", "failure"]),
        (.account, ["account", "user"]),
        (.packet, ["packet", "datagram", "segment", "ping", "frame", "fragment", "payload"]),
        (.request, ["request", "query", "question"]),
        (.answer, ["answer", "reply", "response", "refusal", "reset", "error"]),
        (.claim, ["claim", "announcement"]),
        (.connection, ["connection", "opening", "handshake", "flow", "session"]),
        (.arrival, ["call", "arrival", "contact", "message", "beat"]),
        (.name, ["name", "domain", "subdomain"]),
        (.file, ["file", "program"]),
        (.protocol, ["protocol"]), (.path, ["path", "page"]), (.step, ["step", "finding", "event", "stage"]),
        (.service, ["service"]), (.task, ["task"]), (.object, ["object"]), (.method, ["method"]),
        (.share, ["share"]), (.output, ["output"]), (.lease, ["lease"]), (.size, ["size"]),
        (.character, ["character"]), (.bit, ["bit"]), (.slice, ["slice"]), (.score, ["score"]),
        (.confidence, ["confidence"]), (.hit, ["hit", "row"]),
    ]
}
