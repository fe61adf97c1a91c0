/// How large encrypted SSH packets are: all that the wire shows once keys are in use (RFC 4253, 6; OpenSSH's PROTOCOL).
package struct SSHShape: Sendable {
    private let block: Int
    private let code: Int
    /// The length field is not part of what is padded.
    private let lengthStandsApart: Bool
    private let fillsPasswords: Bool

    /// ChaCha20-Poly1305 between two OpenSSH programs.
    package static let modern = SSHShape(block: 8, code: 16, lengthStandsApart: true, fillsPasswords: true)
    /// AES in counter mode and HMAC-SHA-256, as the algorithm lists of `SSH.Algorithms.library` lead to.
    package static let library = SSHShape(block: 16, code: 32, lengthStandsApart: false, fillsPasswords: false)

    /// Bytes on the wire of a packet with so much payload.
    package func size(_ payload: Int) -> Int {
        let apart = lengthStandsApart ? 4 : 0
        return apart + rounded(4 - apart + 1 + payload + 4, to: block) + code
    }

    /// A request to log in as a user of `user` letters without saying how.
    package func none(user: Int) -> Int { size(31 + user) }

    /// A request with a password; OpenSSH fills it up to a multiple of 64 bytes, so that its length stays hidden.
    package func password(user: Int, length: Int) -> Int {
        let plain = size(40 + user + length)
        guard fillsPasswords else { return plain }
        let apart = lengthStandsApart ? 4 : 0
        // What is a multiple already gets another 64.
        let packet = plain - apart - code
        return apart + packet + 64 - packet % 64 + code
    }

    /// "No": the list of methods that may go on, here `publickey,password`.
    package var failure: Int { size(24) }
    package var success: Int { size(1) }

    private func rounded(_ value: Int, to unit: Int) -> Int { (value + unit - 1) / unit * unit }
}

extension Conversation {
    /// What happens between the keys and the first password: the service and the question for methods.
    package mutating func askSSHMethods(user: Int, _ shape: SSHShape, on timeline: inout Timeline) {
        turn(to: .client, &timeline)
        transfer(shape.none(user: user), from: .client, on: &timeline)
        turn(to: .server, &timeline)
        transfer(shape.failure, from: .server, on: &timeline)
    }

    /// One password and the server's answer.
    package mutating func trySSH(_ each: Credential, _ shape: SSHShape, on timeline: inout Timeline) {
        turn(to: .client, &timeline)
        transfer(
            shape.password(user: each.user.utf8.count, length: each.password.utf8.count), from: .client, on: &timeline)
        turn(to: .server, &timeline)
        pause(each.isRight ? 0.02 : 0.35, &timeline)
        transfer(each.isRight ? shape.success : shape.failure, from: .server, on: &timeline)
    }

    /// A session is opened: host keys from the server, a channel, a terminal.
    package mutating func startSSHSession(_ shape: SSHShape, on timeline: inout Timeline) {
        turn(to: .client, &timeline)
        transfer(shape.size(24), from: .client, on: &timeline)
        turn(to: .server, &timeline)
        transfer(shape.size(560), from: .server, on: &timeline)
        transfer(shape.size(17), from: .server, on: &timeline)
        turn(to: .client, &timeline)
        transfer(shape.size(330), from: .client, on: &timeline)
        transfer(shape.size(15), from: .client, on: &timeline)
        turn(to: .server, &timeline)
        transfer(shape.size(5), from: .server, on: &timeline)
        transfer(shape.size(480), from: .server, on: &timeline)
    }

    /// A key, its echo, sometimes a line of output.
    package mutating func typeSSH(_ keys: Int, _ shape: SSHShape, on timeline: inout Timeline) {
        for _ in 0..<keys {
            turn(to: .client, &timeline)
            transfer(shape.size(10), from: .client, on: &timeline)
            turn(to: .server, &timeline)
            let output = timeline.random.chance(0.8) ? 10 : timeline.random.integer(in: 30...400)
            transfer(shape.size(output), from: .server, on: &timeline)
            pause(timeline.random.exponential(mean: 0.3), &timeline)
        }
    }
}
