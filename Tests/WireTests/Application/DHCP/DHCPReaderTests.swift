import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct DHCPReaderTests {
    static let fixed =
        hex(
            """
            01 01 06 00 ; request, Ethernet, six bytes of address, no hops
            3903F326 0000 8000 ; transaction, seconds, broadcast flag
            00000000 00000000 00000000 C0000201 ; client, your, server's and relay's address
            020000000001 00000000000000000000 ; hardware address in sixteen bytes
            """) + [UInt8](repeating: 0, count: 192)

    static let discover =
        fixed
        + hex(
            """
            63825363 ; magic cookie
            35 01 01 ; discover
            32 04 C0000264 ; requested address
            37 04 01 03 06 0F ; parameter list
            0C 05 616C696365 ; host name
            3C 08 4D5346542035 2E30 ; vendor class
            00 FF
            """)

    static let ack =
        [2] + fixed.dropFirst()
        + hex(
            """
            63825363 35 01 05 36 04 C0000201 33 04 00015180 ; ack, server, lease of a day
            03 04 C0000201 06 08 C0000235 C0000236 FF ; router, two name servers
            """)

    @Test func `a discover names the client`() throws {
        let message = try #require(Self.discover.withBytes { readDHCP($0) })
        #expect(message.kind == .discover && !message.isReply)
        #expect(message.transaction == 0x3903_F326)
        #expect(message.clientMAC.description == "02:00:00:00:00:01")
        #expect(message.relay == IPAddress(192, 0, 2, 1))
        #expect(message.requestedAddress == IPAddress(192, 0, 2, 100))
        #expect(message.parameterList == [1, 3, 6, 15])
        #expect(message.hostname == "alice")
        #expect(message.vendorClass == "MSFT 5.0")
    }

    @Test func `an ack tells what was leased`() throws {
        let message = try #require(Self.ack.withBytes { readDHCP($0) })
        #expect(message.kind == .ack && message.isReply)
        #expect(message.serverIdentifier == IPAddress(192, 0, 2, 1))
        #expect(message.leaseSeconds == 86_400)
        #expect(message.router == IPAddress(192, 0, 2, 1))
        #expect(message.dnsServers == [IPAddress(192, 0, 2, 53), IPAddress(192, 0, 2, 54)])
    }

    @Test func `options may go on in the file and name fields`() throws {
        var bytes = Self.fixed + hex("63825363 34 01 03 FF")
        bytes.replaceSubrange(108..<111, with: [53, 1, 3])
        bytes.replaceSubrange(44..<49, with: [12, 3, 98, 111, 98])
        let message = try #require(bytes.withBytes { readDHCP($0) })
        #expect(message.kind == .request)
        #expect(message.hostname == "bob")
    }

    @Test func `every truncation is refused or gives what came before`() {
        for length in 0..<Self.discover.count {
            let message = Array(Self.discover[..<length]).withBytes { readDHCP($0) }
            #expect((message == nil) == (length < 236))
            if length < 243 { #expect(message?.kind ?? .bootp == .bootp) }
        }
    }

    @Test func `random and damaged bytes never trap`() {
        var random = SeededGenerator(12)
        var read = 0
        for _ in 0..<2000 {
            if damaged(Self.ack, &random).withBytes({ readDHCP($0) }) != nil { read += 1 }
            if noise(300, &random).withBytes({ readDHCP($0) }) != nil { read += 1 }
        }
        #expect(read > 1000)
    }
}
