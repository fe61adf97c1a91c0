import Detection
import Testing
import Vocabulary

struct PasswordSprayTests {
    private func failures(users: Int, triesEach: Int, every gap: Double, hosts: Int = 1) -> Scene {
        var scene = Scene()
        var time = 10.0
        for _ in 0..<triesEach {
            for user in 0..<users {
                for host in 0..<hosts {
                    let attempt = LoginAttempt(service: .smb, outcome: .failed, user: users > 1 ? "user\(user)" : "")
                    scene.connection(
                        to: IPAddress(10, 0, 1, UInt8(host)), port: 445, at: time, lasting: 0.1,
                        facts: [.login(attempt)])
                    time += gap
                }
            }
        }
        return scene
    }

    @Test func `many accounts with a try each`() throws {
        let found = failures(users: 12, triesEach: 1, every: 60).findings(PasswordSpray.self)
        let first = try #require(found.first)
        #expect(first.detection == .passwordSpray(.smb))
        #expect(first.techniques == ["T1110.003"])
        #expect(first.count("accounts_failed") == 8)
    }

    @Test func `many hosts with a few tries each`() throws {
        let found = failures(users: 1, triesEach: 2, every: 5, hosts: 10).findings(PasswordSpray.self)
        let first = try #require(found.first)
        #expect(first.count("hosts_tried") == 6)
        #expect(first.victims.count == 6)
    }

    @Test func `accounts unseen, a few hosts that share many failures`() {
        #expect(failures(users: 1, triesEach: 6, every: 10, hosts: 4).findings(PasswordSpray.self).count == 1)
        #expect(failures(users: 1, triesEach: 4, every: 10, hosts: 4).findings(PasswordSpray.self).isEmpty)
        #expect(failures(users: 1, triesEach: 40, every: 10, hosts: 2).findings(PasswordSpray.self).isEmpty)
    }

    @Test func `seven accounts are not enough`() {
        #expect(failures(users: 7, triesEach: 2, every: 20).findings(PasswordSpray.self).isEmpty)
    }

    @Test func `one account tried often is guessing, not spraying`() {
        #expect(failures(users: 1, triesEach: 100, every: 1).findings(PasswordSpray.self).isEmpty)
    }

    @Test func `a gateway whose people mostly get in is left alone`() {
        var scene = Scene()
        for user in 0..<30 {
            let name = "user\(user)"
            if user % 3 == 0 {
                scene.connection(
                    port: 143, at: Double(user) * 30,
                    facts: [.login(LoginAttempt(service: .imap, outcome: .failed, user: name))])
            }
            scene.connection(
                port: 143, at: Double(user) * 30 + 5,
                facts: [.login(LoginAttempt(service: .imap, outcome: .succeeded, user: name))])
        }
        #expect(scene.findings(PasswordSpray.self).isEmpty)
    }

    @Test func `a success afterwards is critical`() throws {
        var scene = failures(users: 12, triesEach: 1, every: 1)
        scene.connection(
            to: IPAddress(10, 0, 1, 0), port: 445, at: 100,
            facts: [.login(LoginAttempt(service: .smb, outcome: .succeeded, user: "user3"))])
        let last = try #require(scene.findings(PasswordSpray.self).last)
        #expect(last.severity == .critical)
        #expect(last.techniques.contains("T1078"))
    }
}
