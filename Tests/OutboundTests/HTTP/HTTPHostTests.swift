import Testing

@testable import Outbound

@Suite("HTTPHost")
struct HTTPHostTests {
    @Test(arguments: [
        ("https://api.example.com/v2?key=x", "https://api.example.com:443"),
        ("HTTP://[::1]:11434/api", "http://[::1]:11434"), ("http://LOCALHOST", "http://localhost:80"),
    ])
    func `what may be told of a URL`(_ url: String, _ told: String) { #expect(HTTPHost(url: url)?.description == told) }

    @Test(arguments: [
        "", "api.example.com", "ftp://a", "https://", "https://u:p@host/", "https://ho st/", "https://a:0/",
        "https://a:99999/", "https://[::1", "https://[::1]x/", "https://a\\@b/",
    ])
    func `what is no plain URL is refused`(_ url: String) { #expect(HTTPHost(url: url) == nil) }

    @Test func `this machine is known by address and name`() {
        #expect(HTTPHost(url: "http://127.8.9.1:1/")?.isThisMachine == true)
        #expect(HTTPHost(url: "http://localhost/")?.isThisMachine == true)
        #expect(HTTPHost(url: "http://[::1]/")?.isThisMachine == true)
        #expect(HTTPHost(url: "http://localhost.example/")?.isThisMachine == false)
    }
}
