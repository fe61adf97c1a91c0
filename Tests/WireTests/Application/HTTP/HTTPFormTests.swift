import Bedrock
import Testing

@testable import Wire

@Suite struct HTTPFormTests {
    func pairs(_ text: String) -> HTTPForm {
        let bytes = Array(text.utf8)
        return bytes.withBytes { HTTPForm(pairs: $0, 0..<bytes.count) }
    }

    @Test func `a user and a password make a log-in`() {
        let form = pairs("csrf=1&user_name=al%65x+a&Pass=secret&go=1")
        #expect(form.passwordFields == 1 && form.userFields == 1 && form.user == "alex a")
        #expect(pairs("log=a&pwd=b").passwordFields == 1)
        #expect(pairs("session[email]=a&session[password]=b").passwordFields == 1)
    }

    @Test func `other words that look alike do not count`() {
        #expect(pairs("passenger=1&bypassed=2&compass_rose=3").passwordFields == 0)
        #expect(pairs("password=1&password_confirm=1").passwordFields == 2)
    }

    @Test func `JSON and multipart forms are read`() {
        let json = Array("{\"a\":[1,{\"username\" : \"bob\",\"x\":\"\\\"\",\"password\":\"p\"}]}".utf8)
        let first = json.withBytes { HTTPForm(json: $0) }
        #expect(first.passwordFields == 1 && first.user == "bob")
        let parts = Array(
            "--b\r\nContent-Disposition: form-data; name=\"login\"\r\n\r\neve\r\n--b\r\nContent-Disposition: form-data; name=\"passwd\"\r\n\r\nx\r\n--b--"
                .utf8)
        let second = parts.withBytes { HTTPForm(parts: $0) }
        #expect(second.passwordFields == 1 && second.user == "eve")
    }
}
