import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct SNMPReaderTests {
    /// Version 2c, community public, get-bulk.
    let bulk = hex("30 13 02 01 01 04 06 7075626C6963 A5 06 02 01 07 02 01 00")

    @Test func `version, operation and a well-known community are read`() {
        #expect(bulk.withBytes { readSNMP($0) } == SNMPMessage(version: 1, operation: 5, usesDefaultCommunity: true))
        let secret = hex("30 0C 02 01 00 04 03 787878 A0 02 0500").withBytes { readSNMP($0) }
        #expect(secret == SNMPMessage(version: 0, operation: 0, usesDefaultCommunity: false))
    }

    @Test func `version 3 is read in clear and known when encrypted`() {
        let open = hex("30 15 02 01 03 30 00 04 00 30 0C 04 00 04 00 A0 06 020107 020100").withBytes { readSNMP($0) }
        #expect(open == SNMPMessage(version: 3, operation: 0, usesDefaultCommunity: false))
        let closed = hex("30 0C 02 01 03 30 00 04 00 04 03 010203").withBytes { readSNMP($0) }
        #expect(closed?.operation == 255)
    }

    @Test func `every truncation is refused and noise never traps`() {
        for length in 0..<bulk.count { #expect(Array(bulk[..<length]).withBytes { readSNMP($0) } == nil) }
        var random = SeededGenerator(21)
        for _ in 0..<2000 { _ = damaged(bulk, &random).withBytes { readSNMP($0) } }
    }
}
