import Web
import Testing

@Suite struct WebErrorTests {
    @Test func `an error reads as its message`() {
        #expect("\(WebError("no port"))" == "no port")
    }
}
