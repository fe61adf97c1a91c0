import Testing
import Vocabulary

@Suite struct AddressBlockTests {
    @Test func `a block holds its own and nothing else`() throws {
        let block = try #require(AddressBlock("10.1.2.99/24"))
        #expect(block.description == "10.1.2.0/24")
        #expect(block.contains(IPAddress(10, 1, 2, 255)))
        #expect(!block.contains(IPAddress(10, 1, 3, 0)))
        let all = try #require(AddressBlock("0.0.0.0/0"))
        #expect(all.contains(IPAddress(203, 0, 113, 1)))
        #expect(!all.contains(try #require(IPAddress("2001:db8::1"))))
        let six = try #require(AddressBlock("2001:db8::/65"))
        #expect(six.contains(try #require(IPAddress("2001:db8::7fff:0:0:1"))))
        #expect(!six.contains(try #require(IPAddress("2001:db8::8000:0:0:1"))))
    }

    @Test(arguments: [
        "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/99999999999999999999", "10.0.0.0/", "/8", "::/129",
        "10.0.0.0/8/8",
    ])
    func `what is no block is refused`(_ text: String) {
        #expect(AddressBlock(text) == nil)
    }

    @Test func `a bare address is a block of one`() throws {
        let one = try #require(AddressBlock("192.0.2.5"))
        #expect(one.description == "192.0.2.5/32")
        #expect(one.contains(IPAddress(192, 0, 2, 5)))
        #expect(!one.contains(IPAddress(192, 0, 2, 4)))
    }
}
