/// The closed vocabulary of claims: plain English of networks, without words that acquit, accuse beyond the evidence, or give orders.
///
/// A word is known when it or its stem is here. Verbs of attack stand here too: `TopicGate` says of what they may be said.
enum Lexicon {
    static func knows(_ word: String) -> Bool {
        if words.contains(word) { return true }
        return stems(word).contains { words.contains($0) }
    }

    /// A hyphenated word whose parts are all known.
    static func knowsParts(_ word: String, besides own: Set<String>) -> Bool {
        let parts = word.split(separator: "-").map(String.init)
        return parts.count > 1 && parts.allSatisfy { knows($0) || own.contains($0) || ClaimNumber.read($0) != nil }
    }

    static func shareStem(_ word: String, _ others: Set<String>) -> Bool {
        if weak.contains(word) { return false }
        let mine = stems(word).union([word])
        return others.contains { !mine.isDisjoint(with: stems($0).union([$0])) }
    }

    /// Parts of evidence names that say nothing about what is counted.
    private static let weak: Set = [
        "of", "the", "in", "that", "with", "per", "by", "on", "total", "count", "mean", "median", "both", "ways",
        "before",
    ]

    private static func stems(_ word: String) -> Set<String> {
        var found: Set<String> = []
        func cut(_ ending: String, adding: [String] = [""]) {
            guard word.hasSuffix(ending), word.count > ending.count + 1 else { return }
            let stem = String(word.dropLast(ending.count))
            for more in adding { found.insert(stem + more) }
            if stem.count > 2, let last = stem.last, stem.dropLast().last == last, ending != "s" {
                found.insert(String(stem.dropLast()))
            }
        }
        cut("'s")
        cut("s'", adding: ["", "s"])
        cut("s")
        cut("es")
        cut("ies", adding: ["y"])
        cut("ed", adding: ["", "e"])
        cut("ied", adding: ["y"])
        cut("ing", adding: ["", "e"])
        cut("ly")
        cut("er", adding: ["", "e"])
        return found
    }

    private static let words: Set<String> = Set(
        [functionWords, networkWords, actionWords, descriptiveWords].joined(separator: " ")
            .split(whereSeparator: \.isWhitespace).map(String.init))

    private static let functionWords = """
        a an the this that these those it its itself they them their he his her we our us i you your who whom whose which what where
        when how why there here then than as at by for from in into of off on onto out over per through to toward towards under
        until up upon via with within without about above across after again against along among around before behind below between
        beyond during since and or but nor so yet if while because although though whether both either neither not no never none
        nobody somebody nothing only just also too still already even more most less least much very rather quite each every other
        another same such own some any enough another is are was were be been being has have had having do does did done can could
        may might must should would will shall cannot first last next second third final one two three own ever else
        """

    private static let networkWords = """
        network host machine computer system server client device source destination address addresses port ports packet packets
        datagram segment frame fragment payload byte data traffic flow connection session handshake opening message request reply
        answer response query question name domain subdomain record type types resolver gateway router switch link interface
        subnet range block lan internet protocol service site page path file program share folder task object method output announcement contact slice stage sender account user log-in login
        log-ins logins password credential attempt try tries guess failure success error refusal reset reflector broadcast
        victim target attacker intruder neighbour peer incident event finding step story evidence technique tactic tool
        side direction inside outside home local remote external internal tcp ip mac hardware web lease leases pool
        cache table entry clock rhythm interval intervals gap gaps beat arrival call size sizes length character bit bits content contents
        channel tunnel beacon flood scan sweep probe spray spoof spoofing reflection amplification volume rate rates
        load capacity resource memory time times minute hour day week moment period window total number amount count score severity
        confidence threshold limit bound share percent part majority rest pattern kind sort way ways means result outcome cause reason
        sign signs sensor rule sensors administrator operator administrators owner baseline list lists directory listing
        algorithm generated computer-generated man-in-the-middle adversary-in-the-middle command-and-control lateral movement
        denial of-service exfiltration reconnaissance discovery access initial execution persistence impact collection
        transport application layer certificate encryption encrypted clear unencrypted reputation blocklist intelligence consensus anomaly hit row log utc ping info low medium high critical
        """

    private static let actionWords = """
        accept act acts add aim announce answer appear arrive ask attack attempt attract become begin began begun belong break
        bring brought build call carry carries cause change check choose claim come comes came complete connect consume contain continue
        control count cover create crowd deal decide deliver describe detect differ direct divert drop drown encode encoded end
        establish exceed exchange exist explain expect fail fall fell fill find found fit flood follow force forge forged form forward
        gain gained get gets got give given gives go goes gone went grow grew grown guess happen hide hidden hit hold holds held identify
        imitate include increase indicate intercept invent issue join keep kept know known last lasted lead learn leave left let
        list listen look lose lost made make makes map match mean meant measure meet move name need observe occupy occur offer open
        overload pass past poison point poll pose possess prepare present probe produce prove provide pull push put raise reach read
        receive recognise recur refer reflect refuse register rely remain repeat reply report request require reset resolve
        respond rest return reveal run runs ran say says said scan scanned scanning see seen seem send sends sent separate serve serving set
        shape share show shown shows sit slow speak spray spoof spread stall stand start starts started stay step stop strike succeed succeeded suggest support
        sweep switch take taken took talk target tell tells told test touch track travel trickle try tries tried turn understand use used
        uses using vary visit wait want warn watch work works write writes written wrote compromise compromised enter entered breach steal stole
        stolen leak exfiltrate impersonate redirect exhaust saturate starve
        """

    private static let descriptiveWords = """
        able active actual alike alive alone apart automatic automated available aware bad big brief broad busy busiest central certain clear close
        closed common complete concentrated consecutive considerable consistent constant continuous current dead deliberate dense different
        difficult direct distinct early easy empty encrypted equal even evident exact exactly extra fast faster fastest few-second
        fixed flat foreign forged frequent fresh full further general great heavy hidden high higher highest huge identical
        important incomplete independent individual intense involved irregular large larger largest late later latest least likely
        little long longer longest loud low lower lowest main major malicious manual mean median mere minor mutual narrow
        near new nonexistent obvious odd old older once one-way ongoing open opposite original other outbound inbound outgoing incoming partial
        particular plain possible potential precise present previous private probable public quick quiet random rapid rare raw
        real recent regular relevant repeated responsible separate serious severe short shorter shortest silent similar simple single
        small smaller smallest special specific spoofed stable steady stealthy strange strong sudden suspicious systematic tight tiny top
        typical unanswered unasked unchanged unfinished unique unknown unlike unsuccessful unsolicited unusual usual valid various wide
        widespread worth wrong yet together often seldom always nearly almost roughly approximately again back away ahead down
        late early mostly mainly fully partly perhaps probably possibly apparently clearly quickly slowly simultaneously
        successful successfully straight toward repeatedly constantly many several multiple numerous dozens hundreds thousands
        millions worst best bear bears lies
        """
}
