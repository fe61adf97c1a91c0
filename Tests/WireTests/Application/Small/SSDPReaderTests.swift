import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct SSDPReaderTests {
    func read(_ text: String) -> SSDPMessage? { Array(text.utf8).withBytes { readSSDP($0) } }

    @Test func `a search, an announcement and an answer are read`() {
        #expect(
            read("M-SEARCH * HTTP/1.1\r\nST: ssdp:all\r\nUser-Agent: x\r\n\r\n")
                == SSDPMessage(method: "M-SEARCH", target: "ssdp:all", server: "x", location: ""))
        #expect(
            read("NOTIFY * HTTP/1.1\r\nnt:upnp:rootdevice\r\nSERVER: s\r\nLocation: http://192.0.2.1:80/d.xml\r\n\r\n")
                == SSDPMessage(
                    method: "NOTIFY", target: "upnp:rootdevice", server: "s", location: "http://192.0.2.1:80/d.xml"))
        #expect(read("HTTP/1.1 200 OK\r\nST: a\r\n")?.method == "RESPONSE")
    }

    @Test func `anything else is refused`() {
        #expect(read("GET / HTTP/1.1\r\n\r\n") == nil)
        #expect(read("") == nil)
    }
}
