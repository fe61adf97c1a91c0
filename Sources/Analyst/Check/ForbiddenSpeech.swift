/// What no claim may say, whatever the evidence: acquittals, orders to the reader, talk about itself, and what no packet can show.
///
/// All of it would fail the closed vocabulary too; it is told apart for the sake of the reason that people read.
enum ForbiddenSpeech {
    static func complaint(_ tokens: [ClaimToken]) -> String? {
        let words = tokens.map(\.lower)
        for (phrases, reason) in rules {
            for phrase in phrases where contains(words, phrase) { return reason }
        }
        return nil
    }

    private static func contains(_ words: [String], _ phrase: [String]) -> Bool {
        guard words.count >= phrase.count else { return false }
        return (0...(words.count - phrase.count)).contains { start in
            zip(words[start...], phrase).allSatisfy { word, part in
                part.hasSuffix("*") ? word.hasPrefix(part.dropLast()) : word == part
            }
        }
    }

    private static let rules: [([[String]], String)] = [
        (
            [
                "harmless", "benign", "legitimate*", "authori*", "ignor*", "dismiss*", "safe*", "trust*", "whitelist*",
                "allowlist*", "normal*", "false-positive*", "innocent*", "expected", "approved", "sanctioned",
                "routine*",
            ]
            .map { [$0] } + [
                ["false", "positive*"], ["false", "alarm*"], ["no", "action*"], ["no", "attack*"],
                ["not", "an", "attack"], ["no", "threat*"], ["not", "malicious"], ["no", "incident"],
                ["nothing", "happened"],
            ],
            "acquits; whether it is harmless is the owner's to say"
        ),
        (
            [
                "click*", "visit*", "download*", "install*", "disable*", "uninstall*", "curl", "wget", "sudo",
                "execute*",
                "please", "urgent*", "contact", "e-mail", "email*", "phone", "pay", "transfer*", "wire", "bitcoin*",
                "delete*",
                "reboot*", "whitelisted", "allow", "permit",
            ].map { [$0] },
            "tells the reader to do something; steps come from the playbook only"
        ),
        (
            [
                "instruction*", "prompt*", "assistant*", "chatgpt", "llm", "language-model", "jailbreak*", "roleplay",
                "override*",
                "system:", "user:", "developer", "disregard*", "forget*", "pretend*", "json", "schema*",
            ].map { [$0] },
            "talks about its own instructions"
        ),
        (
            [
                "malware", "ransomware", "trojan*", "virus*", "worm*", "botnet*", "rootkit*", "backdoor*", "spyware",
                "exploited",
                "zero-day", "0-day", "vulnerab*", "apt*", "nation-state", "insider*", "hacker*", "mimikatz", "cobalt",
            ].map { [$0] },
            "says what packets cannot show"
        ),
    ]
}
