/// What is said of a counted thing that its opposite would turn into a lie: failed against successful, sent against received.
///
/// A number may only be taken from evidence of the same side. A claim that names a side needs evidence that names it too.
struct Polarity: Sendable, Hashable {
    let group: String
    let side: String

    /// The sides that these words name, in small letters.
    static func named(by words: some Sequence<String>) -> Set<Polarity> { Set(words.compactMap { table[$0] }) }

    private static let table: [String: Polarity] = {
        var table: [String: Polarity] = [:]
        for (group, sides) in groups {
            for (side, words) in sides { for word in words { table[word] = Polarity(group: group, side: side) } }
        }
        return table
    }()

    private static let groups: [(String, [(String, [String])])] = [
        (
            "outcome",
            [
                ("failed", ["failed", "fail", "fails", "failing", "failure", "failures", "unsuccessful", "wrong"]),
                ("successful", ["successful", "succeeded", "succeed", "succeeds", "success", "accepted"]),
            ]
        ),
        (
            "answer",
            [
                ("refused", ["refused", "refuse", "refuses", "closed", "rejected", "refusals"]),
                ("unanswered", ["unanswered", "silent", "silence"]),
                ("answered", ["answered", "talked", "connected", "open", "replied"]),
            ]
        ),
        ("asked", [("unasked", ["unasked", "unsolicited"]), ("asked", ["asked"])]),
        (
            "direction",
            [
                ("sent", ["sent", "sends", "send", "uploaded", "uploads", "upload"]),
                ("received", ["received", "receives", "receive", "back", "downloaded", "returned"]),
            ]
        ),
        (
            "finish",
            [
                ("unfinished", ["unfinished", "stalled", "incomplete"]),
                ("finished", ["completed", "complete", "finished"]),
            ]
        ),
        (
            "existence",
            [
                ("missing", ["missing", "nonexistent"]), ("random", ["random", "generated"]),
            ]
        ),
        ("content", [("same", ["unchanged"]), ("other", ["other", "changed", "odd"])]),
        ("access", [("written", ["written", "wrote", "writes"]), ("read", ["read", "reads"])]),
        ("lateness", [("missed", ["missed"])]),
        ("rhythm", [("interval", ["every", "interval", "intervals", "apart"])]),
        ("limit", [("threshold", ["threshold", "thresholds", "limit", "limits"])]),
        ("spread", [("distinct", ["distinct", "different"])]), ("past", [("before", ["before", "busiest"])]),
        ("creation", [("created", ["created", "creates"]), ("started", ["started", "starts"])]),
        ("task", [("registered", ["registered", "registers"]), ("run", ["run", "runs"])]),
    ]

    /// Sides that must be the same in both, also where one of the two does not name them.
    static let symmetric: Set<String> = ["rhythm", "limit", "lateness", "past"]
    /// Sides that add nothing a reader could be misled by.
    static let loose: Set<String> = ["spread"]
}
