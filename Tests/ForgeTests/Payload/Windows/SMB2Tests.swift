import Forge
import Testing

@Suite struct SMB2Tests {
    private func little(_ bytes: [UInt8], _ at: Int, _ width: Int) -> Int {
        bytes[at..<at + width].reversed().reduce(0) { $0 * 256 + Int($1) }
    }

    @Test func `a request and its answer share number, tree and session`() {
        var smb = SMB2(session: 0x11)
        var random = SeededRandom(seed: 1)
        let all =
            [smb.negotiate(random: &random)] + smb.logIn(user: "u", domain: "D", workstation: "W", random: &random)
            + [smb.connect("\\\\S\\IPC$"), smb.create("svcctl"), smb.write([1, 2]), smb.closeFile()]
        for (index, each) in all.enumerated() {
            for bytes in [each.request, each.response] {
                #expect(bytes[1..<4].reduce(0) { $0 * 256 + Int($1) } == bytes.count - 4)
                #expect(bytes[4..<8].elementsEqual([0xFE, 0x53, 0x4D, 0x42]))
                #expect(little(bytes, 28, 8) == index)
            }
            #expect(each.request[20] & 1 == 0 && each.response[20] & 1 == 1)
            #expect(little(each.request, 16, 2) == little(each.response, 16, 2))
        }
        #expect(little(all[4].request, 40, 4) == little(all[3].response, 40, 4))
    }

    @Test func `a name is found at the offset that the request states`() {
        var smb = SMB2(session: 1)
        let request = smb.connect("\\\\S\\C$").request
        let offset = 4 + little(request, 68 + 4, 2)
        let length = little(request, 68 + 6, 2)
        #expect(request.count == offset + length)
        #expect(request[offset..<offset + 4].elementsEqual([0x5C, 0, 0x5C, 0]))
    }

    @Test func `a refused log-in says why and carries an error body`() {
        var smb = SMB2(session: 1)
        var random = SeededRandom(seed: 1)
        let rounds = smb.logIn(user: "u", domain: "D", workstation: "W", status: SMB2.logonFailure, random: &random)
        #expect(little(rounds[0].response, 12, 4) == 0xC000_0016)
        #expect(little(rounds[1].response, 12, 4) == 0xC000_006D)
        #expect(rounds[1].response.count == 4 + 64 + 9)
    }
}
