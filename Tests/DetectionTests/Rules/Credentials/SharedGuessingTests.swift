import Detection
import Testing
import Vocabulary

struct SharedGuessingTests {
    /// `sources` outside addresses fail `each` times at one service; where `gotIn` says so, each gets in right afterwards.
    private func crowd(
        _ sources: Int, each: Int, service: Service = .ssh, gotIn: Bool = false, inside: Bool = false,
        every gap: Double = 20, user: (Int, Int) -> String = { _, _ in "" }
    ) -> [Finding] {
        var scene = Scene()
        var time = 0.0
        for round in 0..<each {
            for source in 0..<sources {
                let base: UInt32 = inside ? 0x0A00_0100 : 0x2D09_0100
                let address = IPAddress(v4: base + UInt32(source))
                let flow = scene.flow(address, to: Scene.server, port: 22, at: time, service: service)
                scene.fact(
                    .login(LoginAttempt(service: service, outcome: .failed, user: user(source, round))), flow, at: time)
                if gotIn {
                    scene.fact(.login(LoginAttempt(service: service, outcome: .succeeded)), flow, at: time + 1)
                }
                time += gap
            }
        }
        return scene.findings(SharedGuessing.self)
    }

    @Test func `forty sources with a try or two each are told once, with all of them`() throws {
        let found = crowd(40, each: 2)
        let first = try #require(found.first)
        #expect(found.count == 1)
        #expect(first.detection == .bruteForce(.ssh))
        #expect(first.attackers.count >= 12)
        #expect(first.victims == [.address(Scene.server)])
        #expect(first.techniques == ["T1110.001"])
    }

    @Test func `a new account with each try is spraying`() {
        let found = crowd(40, each: 1, service: .imap) { source, _ in "user\(source)" }
        #expect(found.map(\.detection) == [.passwordSpray(.imap)])
        let same = crowd(40, each: 1, service: .imap) { _, _ in "root" }
        #expect(same.map(\.detection) == [.bruteForce(.imap)])
    }

    @Test func `people who mistype and get in, a few sources, a slow trickle and the inside are left alone`() {
        #expect(crowd(40, each: 2, gotIn: true, every: 5).isEmpty)
        #expect(crowd(8, each: 10).isEmpty)
        #expect(crowd(40, each: 1, every: 900).isEmpty)
        #expect(crowd(40, each: 2, service: .imap, inside: true).isEmpty)
    }

    @Test func `over ssh a crowd inside is one, too`() {
        #expect(crowd(40, each: 2, inside: true).map(\.detection) == [.bruteForce(.ssh)])
    }

    @Test func `who guesses much by himself does not make a crowd`() {
        #expect(crowd(11, each: 30, every: 1).isEmpty)
    }
}
