import Detection
import Testing
import Vocabulary

struct BruteForceTests {
    private func guesses(
        _ service: Service, port: UInt16, count: Int, every gap: Double, outcome: LoginAttempt.Outcome = .failed,
        user: String = "", inferred: Bool = false
    ) -> Scene {
        var scene = Scene()
        for index in 0..<count {
            let attempt = LoginAttempt(service: service, outcome: outcome, user: user, isInferred: inferred)
            scene.connection(
                port: port, at: 100 + Double(index) * gap, lasting: min(1, gap), up: 1800, down: 2400, service: service,
                facts: [.login(attempt)])
        }
        return scene
    }

    @Test(arguments: [(300, 0.1), (61, 19.7), (30, 60.0), (20, 200.0)])
    func `failed log-ins at any pace are guessing`(count: Int, gap: Double) throws {
        let found = guesses(.ssh, port: 22, count: count, every: gap, inferred: true).findings(BruteForce.self)
        let first = try #require(found.first)
        #expect(first.detection == .bruteForce(.ssh))
        #expect(first.attackers == [.address(Scene.client)])
        #expect(first.victims == [.address(Scene.server)])
        #expect(first.techniques.contains("T1110.001"))
        #expect((first.count("failed_logins") ?? 0) >= 8)
        #expect(first.severity == .high)
        #expect(found.count <= 2)
    }

    @Test func `every service has its own id`() {
        for service in BruteForce.services {
            let found = guesses(service, port: 4711, count: 20, every: 1).findings(BruteForce.self)
            #expect(found.map(\.detection) == [.bruteForce(service)])
        }
    }

    @Test func `seven failures in a minute are not enough`() {
        #expect(guesses(.ftp, port: 21, count: 7, every: 5).findings(BruteForce.self).isEmpty)
    }

    @Test func `somebody who mistypes twice now and then is left alone`() {
        var scene = Scene()
        for session in 0..<20 {
            for (index, outcome) in [LoginAttempt.Outcome.failed, .failed, .succeeded].enumerated() {
                let attempt = LoginAttempt(service: .ssh, outcome: outcome, user: "ann", isInferred: true)
                scene.connection(
                    port: 22, at: Double(session * 120 + index * 5), lasting: 3, up: 2000, down: 3000, service: .ssh,
                    facts: [.login(attempt)])
            }
        }
        #expect(scene.findings(BruteForce.self).isEmpty)
    }

    @Test func `automation with successful log-ins is left alone`() {
        let scene = guesses(.ssh, port: 22, count: 200, every: 2, outcome: .succeeded, inferred: true)
        #expect(scene.findings(BruteForce.self).isEmpty)
    }

    @Test func `a success after the failures is critical and names valid accounts`() throws {
        var scene = guesses(.ssh, port: 22, count: 40, every: 1, user: "root")
        scene.connection(
            port: 22, at: 200, facts: [.login(LoginAttempt(service: .ssh, outcome: .succeeded, user: "root"))])
        let found = scene.findings(BruteForce.self)
        let last = try #require(found.last)
        #expect(found.count == 2)
        #expect(last.severity == .critical)
        #expect(last.techniques.contains("T1078"))
        #expect(last.count("successful_logins") == 1)
    }

    @Test
    func `an old password tried by a program is left alone where its length shows, guesses of any length are not`() {
        func tries(_ service: Service, every gap: Double, size: (Int) -> UInt64) -> [Finding] {
            var scene = Scene()
            for index in 0..<60 {
                var flow = scene.flow(port: 143, at: Double(index) * gap, service: service)
                flow.initiator.payload = size(index)
                let attempt = LoginAttempt(service: service, outcome: .failed, user: "scan@office.example")
                scene.fact(.login(attempt), flow, at: Double(index) * gap)
            }
            return scene.findings(BruteForce.self)
        }
        #expect(tries(.imap, every: 20) { _ in 61 }.isEmpty)
        #expect(!tries(.imap, every: 20) { 58 + UInt64($0 % 7) }.isEmpty)
        #expect(!tries(.imap, every: 2) { _ in 61 }.isEmpty)
        // A challenge's answer has one length, whatever the password.
        #expect(!tries(.mysql, every: 20) { _ in 61 }.isEmpty)
    }

    @Test func `where log-ins cannot be read, short connections of one shape count, with less confidence`() throws {
        var scene = Scene()
        for index in 0..<40 {
            scene.connection(port: 22, at: Double(index) * 3, lasting: 2, up: 1900, down: 2500, service: .ssh)
        }
        let found = scene.findings(BruteForce.self)
        let first = try #require(found.first)
        #expect(first.confidence < 0.7)
        #expect(first.severity == .medium)
        #expect(
            first.evidence.contains {
                $0.name == "basis" && $0.value == .text("short connections of the same shape, log-in not readable")
            })
    }

    @Test func `submitted log-in forms count, browsing with a session does not`() {
        var attack = Scene()
        var browsing = Scene()
        for index in 0..<40 {
            var request = HTTPRequest()
            request.method = "GET"
            request.target = "/app/brute/?username=admin&password=p\(index)&Login=Login"
            attack.connection(port: 80, at: Double(index) * 0.6, facts: [.httpRequest(request)])
            request.target = "/articles/\(index)?page=2&session=abcdef"
            browsing.connection(port: 80, at: Double(index) * 0.6, facts: [.httpRequest(request)])
        }
        #expect(attack.findings(BruteForce.self).map(\.detection) == [.bruteForce(.http)])
        #expect(browsing.findings(BruteForce.self).isEmpty)
    }

    @Test func `many accounts with one try each are left to spraying`() {
        var scene = Scene()
        for index in 0..<20 {
            let attempt = LoginAttempt(service: .kerberos, outcome: .failed, user: "user\(index)")
            scene.connection(port: 88, at: Double(index), facts: [.login(attempt)])
        }
        #expect(scene.findings(BruteForce.self).isEmpty)
        #expect(scene.findings(PasswordSpray.self).map(\.detection) == [.passwordSpray(.kerberos)])
    }

    @Test func `a spray of addresses stays bounded and a replay says the same`() {
        var scene = guesses(.ftp, port: 21, count: 30, every: 1)
        for index in 0..<8_000 {
            let server = IPAddress(v4: 0x0A01_0000 + UInt32(index))
            let flow = scene.flow(to: server, port: 21, at: 200 + Double(index) * 0.001)
            scene.fact(.login(LoginAttempt(service: .ftp, outcome: .failed)), flow, at: 200 + Double(index) * 0.001)
        }
        let found = scene.findings(BruteForce.self)
        #expect(found.count == 1)
        #expect(found == scene.findings(BruteForce.self))
    }
}
