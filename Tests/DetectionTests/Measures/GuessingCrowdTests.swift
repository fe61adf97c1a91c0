import Detection
import Testing
import Vocabulary

struct GuessingCrowdTests {
    private func attempt(_ outcome: LoginAttempt.Outcome, _ user: String = "") -> LoginAttempt {
        LoginAttempt(service: .ssh, outcome: outcome, user: user)
    }
    private func source(_ number: Int) -> IPAddress { IPAddress(v4: 0x2D00_0000 + UInt32(number)) }

    @Test func `who gets in, who guesses much and who was here long ago is none of them`() {
        var crowd = GuessingCrowd(at: Timestamp(seconds: 0))
        for number in 0..<20 {
            crowd.observe(attempt(.failed), from: source(number), flow: 1, at: Timestamp(seconds: Double(number)))
        }
        crowd.observe(attempt(.succeeded), from: source(3), flow: 2, at: Timestamp(seconds: 20))
        for _ in 0..<30 { crowd.observe(attempt(.failed), from: source(4), flow: 3, at: Timestamp(seconds: 21)) }
        #expect(crowd.guessers(within: 100, of: Timestamp(seconds: 30), most: 24).who.count == 18)
        #expect(crowd.guessers(within: 12.5, of: Timestamp(seconds: 30), most: 24).who.count == 2)
        #expect(crowd.welcome == 1)
    }

    @Test func `it holds 256 sources, the oldest makes room`() {
        var crowd = GuessingCrowd(at: Timestamp(seconds: 0))
        for number in 0..<300 {
            crowd.observe(
                attempt(.failed, "u\(number % 5)"), from: source(number), flow: 1,
                at: Timestamp(seconds: Double(number)))
        }
        let guessers = crowd.guessers(within: 1000, of: Timestamp(seconds: 300), most: 24)
        #expect(guessers.who.count == 256)
        #expect(guessers.who.first == source(44))
        #expect(crowd.accounts.count == 5)
    }
}
