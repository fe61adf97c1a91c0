import Testing

@testable import Wire

@Suite struct SSHPacketShapeTests {
    @Test func `sizes on the wire follow the algorithms`() {
        let chacha = SSHPacketShape(cipher: "chacha20-poly1305@openssh.com", mac: "")
        #expect([1, 17, 24].map(chacha.size(payload:)) == [28, 44, 52])
        #expect(!chacha.lengthIsClear)
        let gcm = SSHPacketShape(cipher: "aes256-gcm@openssh.com", mac: "hmac-sha2-256")
        #expect([1, 17].map(gcm.size(payload:)) == [36, 52])
        #expect(gcm.lengthIsClear)
        let after = SSHPacketShape(cipher: "aes128-ctr", mac: "hmac-sha2-256-etm@openssh.com")
        #expect([1, 17].map(after.size(payload:)) == [52, 68])
        let before = SSHPacketShape(cipher: "aes128-ctr", mac: "hmac-sha1")
        #expect([1, 7, 8, 17].map(before.size(payload:)) == [36, 36, 52, 52])
        let small = SSHPacketShape(cipher: "3des-cbc", mac: "hmac-md5-96")
        #expect(small.size(payload: 1) == 28)
    }

    @Test func `a packet filled up to 64 bytes hides its length`() {
        let chacha = SSHPacketShape(cipher: "chacha20-poly1305@openssh.com", mac: "")
        #expect(chacha.hidesLength(84) && chacha.hidesLength(148) && !chacha.hidesLength(92))
    }
}
