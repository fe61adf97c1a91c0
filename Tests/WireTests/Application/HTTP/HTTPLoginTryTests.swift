import Bedrock
import Testing

@testable import Wire

@Suite struct HTTPLoginTryTests {
    func attempt(_ field: String) -> HTTPLoginTry? {
        let bytes = Array(field.utf8)
        return bytes.withBytes { HTTPLoginTry(authorization: 0..<bytes.count, $0) }
    }

    @Test func `basic and digest name their user`() {
        #expect(attempt("Basic YWxpY2U6cGFzczp3b3Jk")?.user == "alice")
        #expect(attempt("basic !!!")?.user == "")
        #expect(attempt("Digest realm=\"r\", username=\"bob\", nonce=\"n\"")?.user == "bob")
        #expect(attempt("Digest realm=\"r\"") == nil)
        #expect(attempt("Digest username=\"bo") == nil)
    }

    @Test func `NTLM counts with its third message`() {
        // "NTLMSSP\0", type 1, flags.
        #expect(attempt("NTLM TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAA=") == nil)
        // Type 3: six fields of length, room and offset; the user's name "bob" in UTF-16 at offset 64; flags with Unicode.
        var message: [UInt8] = Array("NTLMSSP\0".utf8) + [3, 0, 0, 0]
        message += [UInt8](repeating: 0, count: 24) + [6, 0, 6, 0, 64, 0, 0, 0] + [UInt8](repeating: 0, count: 16)
        message += [1, 0, 0, 0] + [98, 0, 111, 0, 98, 0]
        #expect(attempt("Negotiate \(base64(message))")?.user == "bob")
        // A field that points beyond the message.
        message[40] = 200
        #expect(attempt("NTLM \(base64(message))")?.user == "")
    }

    @Test func `tokens are no log-ins and Kerberos has no name`() {
        #expect(attempt("Bearer abc") == nil)
        #expect(attempt("Negotiate YIIGbQYGKwYBBQUCoIIGYTCCBl2gMDAu")?.user == "")
    }

    @Test func `alike credentials have alike marks`() {
        #expect(attempt("Basic YTpi")?.mark == attempt("Basic YTpi")?.mark)
        #expect(attempt("Basic YTpi")?.mark != attempt("Basic YTpj")?.mark)
    }

    func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = (0..<3).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0) }
            for index in 0..<4 { text.append(letters[group >> (18 - 6 * index) & 63]) }
        }
        return text
    }
}
