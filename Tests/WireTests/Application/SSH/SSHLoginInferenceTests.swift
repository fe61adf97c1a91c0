import Testing
import Vocabulary

@testable import Wire

@Suite struct SSHLoginInferenceTests {
    func outcomes(_ sample: SSHSample) -> [LoginAttempt.Outcome] {
        var reader = SSHReader()
        return reader.read(sample.turns).logins.map(\.outcome)
    }

    @Test func `asking for the methods alone is no try`() {
        var sample = SSHSample()
        sample.begin()
        #expect(outcomes(sample).isEmpty)
    }

    @Test func `the farewell after the last try is a failure`() {
        var sample = SSHSample()
        sample.begin()
        for _ in 0..<5 {
            sample.client(52)
            sample.server(24)
        }
        sample.client(52)
        sample.server(46)
        #expect(outcomes(sample) == Array(repeating: .failed, count: 6))
    }

    @Test func `a try without an answer is unknown and a client's farewell is none`() {
        var sample = SSHSample()
        sample.begin()
        sample.client(60)
        #expect(outcomes(sample) == [.unknown])
        var other = SSHSample()
        other.begin()
        other.client(20)
        #expect(outcomes(other).isEmpty)
    }

    @Test func `success may come with what the server says next`() {
        var sample = SSHSample()
        sample.begin()
        sample.client(52)
        sample.server(1, 500)
        sample.client(24)
        #expect(outcomes(sample) == [.succeeded])
    }

    @Test func `a message of the day before the first failure does not hide later ones`() {
        var sample = SSHSample()
        sample.client(17)
        sample.server(17)
        sample.client(36)
        sample.server(700, 24)
        for _ in 0..<3 {
            sample.client(52)
            sample.server(24)
        }
        #expect(outcomes(sample) == [.failed, .failed, .failed])
    }

    @Test func `extensions of both sides may come first`() {
        var sample = SSHSample()
        sample.server(180)
        sample.client(45, 17)
        sample.server(17)
        sample.client(36)
        sample.server(24)
        sample.client(52)
        sample.server(24)
        #expect(outcomes(sample) == [.failed])
    }

    @Test func `refused keys are no tries and an accepted one is a log-in`() {
        // OpenSSH with a 3072-bit RSA key: refused, then another accepted, signed.
        var sample = SSHSample(client: "OpenSSH_9.2p1")
        sample.begin()
        sample.client(469)
        sample.server(24)
        sample.client(469)
        sample.server(430)
        sample.client(870)
        sample.server(1)
        #expect(outcomes(sample) == [.succeeded])
    }

    @Test func `a prompt of keyboard-interactive is not counted, its answer is`() {
        // The failure (list of 30 characters) and the prompt have the same size with these algorithms.
        var sample = SSHSample(cipher: "aes128-ctr", mac: "hmac-sha1")
        sample.begin(failure: 36)
        for _ in 0..<2 {
            sample.client(60)
            sample.server(32)
            sample.client(14)
            sample.server(36)
        }
        #expect(outcomes(sample) == [.failed, .failed])
    }

    @Test func `a client that tries at once is counted from its first question`() {
        var sample = SSHSample(client: "paramiko_3.4")
        sample.client(17)
        sample.server(17)
        sample.client(50)
        sample.server(24)
        sample.client(50)
        sample.server(24)
        #expect(outcomes(sample) == [.failed, .failed])
    }

    @Test func `a small key refused before the right one is forgiven`() {
        // A user of nine letters: the key's question is as long as a filled-up password.
        for (end, expected) in [(1, [LoginAttempt.Outcome.succeeded]), (24, [.failed, .failed])] {
            var sample = SSHSample(client: "OpenSSH_9.2p1")
            sample.client(17)
            sample.server(17)
            sample.client(40)
            sample.server(24)
            sample.client(116)
            sample.server(24)
            sample.client(116)
            sample.server(end)
            #expect(outcomes(sample) == expected)
        }
    }

    @Test func `nothing is inferred from compressed packets`() {
        var sample = SSHSample()
        sample.begin()
        sample.client(52)
        sample.server(24)
        let plain = outcomes(sample)
        sample.turns = sample.turns.map { turn in
            var bytes = turn.bytes
            if bytes.count > 6, bytes[5] == 20 {
                // The two lists "none" become "zlib".
                let none = Array("none".utf8)
                for index in bytes.indices.dropLast(4) where Array(bytes[index..<index + 4]) == none {
                    bytes.replaceSubrange(index..<index + 4, with: Array("zlib".utf8))
                }
            }
            return Turn(fromClient: turn.fromClient, bytes: bytes)
        }
        #expect(plain == [.failed])
        #expect(outcomes(sample).isEmpty)
    }

    @Test func `turns are not counted for ever`() {
        var sample = SSHSample()
        sample.begin()
        for _ in 0..<300 {
            sample.client(52)
            sample.server(24)
        }
        #expect(outcomes(sample).count <= SSHLoginInference.turnLimit)
        #expect(outcomes(sample).count > 90)
    }
}
