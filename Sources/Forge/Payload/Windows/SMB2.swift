/// SMB2 messages with their NetBIOS length in front (MS-SMB2): a client and a server that keep count of one session.
package struct SMB2: Sendable {
    package static let success: UInt32 = 0
    package static let moreProcessing: UInt32 = 0xC000_0016
    package static let logonFailure: UInt32 = 0xC000_006D
    package static let accessDenied: UInt32 = 0xC000_0022

    package var session: UInt64
    package var tree: UInt32 = 0
    package var file: UInt64 = 0
    private var message: UInt64 = 0

    package init(session: UInt64) { self.session = session }

    /// A request and its answer: message number, tree and session agree.
    package mutating func exchange(
        command: UInt16, request: [UInt8], response: [UInt8], status: UInt32 = SMB2.success,
        asks session: UInt64? = nil,
        answers tree: UInt32? = nil
    ) -> (request: [UInt8], response: [UInt8]) {
        message += 1
        let asked = frame(command, request, 0, 0, session ?? self.session, self.tree)
        if let tree { self.tree = tree }
        // An error carries the nine bytes of an error response instead.
        let failed = status != Self.success && status != Self.moreProcessing
        let body: [UInt8] = failed ? [9, 0, 0, 0, 0, 0, 0, 0, 0] : response
        return (asked, frame(command, body, status, 1, self.session, self.tree))
    }

    private func frame(
        _ command: UInt16, _ body: [UInt8], _ status: UInt32, _ flags: UInt32, _ session: UInt64, _ tree: UInt32
    ) -> [UInt8] {
        var out: [UInt8] = [0]
        out.append24(UInt32(64 + body.count))
        out += [0xFE, 0x53, 0x4D, 0x42, 64, 0, 1, 0]
        out.append32LE(status)
        out.append16LE(command)
        out.append16LE(1)
        out.append32LE(flags)
        out.append32LE(0)
        out.append64LE(message - 1)
        out.append32LE(0xFEFF)
        out.append32LE(tree)
        out.append64LE(session)
        out += Array(repeating: 0, count: 16)
        return out + body
    }
}

/// The exchanges that detections look at.
extension SMB2 {
    package mutating func negotiate(random: inout SeededRandom) -> (request: [UInt8], response: [UInt8]) {
        var ask: [UInt8] = [36, 0, 4, 0, 1, 0, 0, 0, 0x7F, 0, 0, 0]
        ask += random.bytes(16) + Array(repeating: 0, count: 8)
        for dialect: UInt16 in [0x0202, 0x0210, 0x0300, 0x0302] { ask.append16LE(dialect) }
        var answer: [UInt8] = [65, 0, 1, 0, 0x02, 0x03, 0, 0]
        answer += random.bytes(16) + [0x2F, 0, 0, 0]
        for _ in 0..<3 { answer.append32LE(8_388_608) }
        answer.append64LE(0x01DC_7DF0_0000_0000)
        answer.append64LE(0)
        let token = NTLM.spnegoInit([])
        answer.append16LE(128)
        answer.append16LE(UInt16(token.count))
        answer.append32LE(0)
        return exchange(command: 0, request: ask, response: answer + token, asks: 0)
    }

    /// Both rounds of an NTLM session set-up.
    package mutating func logIn(
        user: String, domain: String, workstation: String, status: UInt32 = SMB2.success, random: inout SeededRandom
    ) -> [(request: [UInt8], response: [UInt8])] {
        let first = exchange(
            command: 1, request: Self.setup(NTLM.spnegoInit(NTLM.negotiate)),
            response: Self.setupAnswer(NTLM.spnegoResponse(NTLM.challenge(target: domain, random: &random))),
            status: Self.moreProcessing, asks: 0)
        let proof = NTLM.authenticate(user: user, domain: domain, workstation: workstation, random: &random)
        let second = exchange(
            command: 1, request: Self.setup(NTLM.spnegoResponse(proof)),
            response: Self.setupAnswer([0xA1, 7, 0x30, 5, 0xA0, 3, 10, 1, 0]),
            status: status)
        return [first, second]
    }

    /// `path` such as `\\SERVER\ADMIN$`.
    package mutating func connect(_ path: String, status: UInt32 = SMB2.success) -> (
        request: [UInt8], response: [UInt8]
    ) {
        var ask: [UInt8] = [9, 0, 0, 0, 72, 0]
        ask.append16LE(UInt16(path.utf16.count * 2))
        ask.append(utf16LE: path)
        let isPipe = path.hasSuffix("IPC$")
        let answer: [UInt8] = [16, 0, isPipe ? 2 : 1, 0, 0x30, 0, 0, 0, 0, 0, 0, 0, 0xFF, 1, 0x1F, 0]
        tree = 0
        return exchange(command: 3, request: ask, response: answer, status: status, answers: UInt32(message + 1))
    }

    /// Opens a pipe or a file; `access` 0x0012019F reads and writes, 0x00120089 reads.
    package mutating func create(
        _ name: String, access: UInt32 = 0x0012_019F, disposition: UInt32 = 1, status: UInt32 = SMB2.success
    ) -> (request: [UInt8], response: [UInt8]) {
        file += 1
        var ask: [UInt8] = [57, 0, 0, 0, 2, 0, 0, 0]
        ask += Array(repeating: 0, count: 16)
        for number: UInt32 in [access, 0, 7, disposition, 0x40] { ask.append32LE(number) }
        ask.append16LE(120)
        ask.append16LE(UInt16(name.utf16.count * 2))
        ask.append32LE(0)
        ask.append32LE(0)
        ask.append(utf16LE: name)
        if name.isEmpty { ask.append16LE(0) }
        var answer: [UInt8] = [89, 0, 0, 0, disposition == 1 ? 1 : 2, 0, 0, 0]
        answer += Array(repeating: 0, count: 48)
        answer += [0x80, 0, 0, 0, 0, 0, 0, 0]
        appendFile(&answer)
        answer.append64LE(0)
        return exchange(command: 5, request: ask, response: answer, status: status)
    }

    package mutating func write(_ data: [UInt8], offset: UInt64 = 0) -> (request: [UInt8], response: [UInt8]) {
        var ask: [UInt8] = [49, 0, 112, 0]
        ask.append32LE(UInt32(data.count))
        ask.append64LE(offset)
        appendFile(&ask)
        ask += Array(repeating: 0, count: 16)
        var answer: [UInt8] = [17, 0, 0, 0]
        answer.append32LE(UInt32(data.count))
        answer.append64LE(0)
        return exchange(command: 9, request: ask + data, response: answer)
    }

    package mutating func read(_ data: [UInt8], offset: UInt64 = 0) -> (request: [UInt8], response: [UInt8]) {
        var ask: [UInt8] = [49, 0, 0x50, 0]
        ask.append32LE(UInt32(data.count))
        ask.append64LE(offset)
        appendFile(&ask)
        ask += Array(repeating: 0, count: 17)
        var answer: [UInt8] = [17, 0, 80, 0]
        answer.append32LE(UInt32(data.count))
        answer.append64LE(0)
        return exchange(command: 8, request: ask, response: answer + data)
    }

    /// A call on an open pipe and its answer in one exchange (FSCTL_PIPE_TRANSCEIVE).
    package mutating func transceive(_ input: [UInt8], _ output: [UInt8]) -> (request: [UInt8], response: [UInt8]) {
        var ask: [UInt8] = [57, 0, 0, 0, 0x17, 0xC0, 0x11, 0]
        appendFile(&ask)
        for number in [120, UInt32(input.count), 0, 0, 0, 4096, 1, 0] { ask.append32LE(number) }
        var answer: [UInt8] = [49, 0, 0, 0, 0x17, 0xC0, 0x11, 0]
        appendFile(&answer)
        for number in [112, 0, 112, UInt32(output.count), 0, 0] { answer.append32LE(number) }
        return exchange(command: 11, request: ask + input, response: answer + output)
    }

    package mutating func closeFile() -> (request: [UInt8], response: [UInt8]) {
        var ask: [UInt8] = [24, 0, 0, 0, 0, 0, 0, 0]
        appendFile(&ask)
        return exchange(command: 6, request: ask, response: [60, 0] + Array(repeating: 0, count: 58))
    }

    private func appendFile(_ out: inout [UInt8]) {
        out.append64LE(file)
        out.append64LE(0x0000_00FF_0000_0001)
    }

    private static func setup(_ token: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [25, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 88, 0]
        out.append16LE(UInt16(token.count))
        out.append64LE(0)
        return out + token
    }

    private static func setupAnswer(_ token: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [9, 0, 0, 0, 72, 0]
        out.append16LE(UInt16(token.count))
        return out + token
    }
}
