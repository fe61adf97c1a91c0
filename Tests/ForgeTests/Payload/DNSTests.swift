import Forge
import Testing
import Vocabulary

@Suite struct DNSTests {
    @Test func `a query has these bytes`() {
        #expect(
            DNS.query("a.example", DNS.txt, id: 0x1234, extended: 1232).bytes == [
                0x12, 0x34, 0x01, 0x00,  // id; recursion wanted
                0, 1, 0, 0, 0, 0, 0, 1,  // one question, one additional record
                1, 97, 7, 101, 120, 97, 109, 112, 108, 101, 0, 0, 16, 0, 1,  // a.example TXT IN
                0, 0, 41, 0x04, 0xD0, 0, 0, 0, 0, 0, 0,  // root OPT, 1232 bytes
            ])
    }

    @Test func `an answer points back at the question's name`() {
        let bytes = DNS.query("b.example", id: 7).answered([.address("b.example", IPAddress(10, 1, 2, 3), ttl: 60)])
            .bytes
        #expect(bytes[2...3].elementsEqual([0x81, 0x80]))
        #expect(bytes.suffix(16).elementsEqual([0xC0, 0x0C, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 1, 2, 3]))
    }

    @Test func `long text is cut into strings of 255 bytes`() {
        let record = DNS.Record.text("t.example", Array(repeating: 65, count: 300))
        #expect(record.data.count == 302 && record.data[0] == 255 && record.data[256] == 45)
        #expect(DNS.Record.text("t.example", []).data == [0])
    }

    @Test func `over TCP the length comes first`() {
        let query = DNS.query("c.example", id: 1)
        #expect(query.streamBytes.prefix(2).elementsEqual([0, UInt8(query.bytes.count)]))
    }
}
