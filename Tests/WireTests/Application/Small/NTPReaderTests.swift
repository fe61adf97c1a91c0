import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct NTPReaderTests {
    @Test func `a client's question has its mode and version`() {
        let bytes = [0x23, 0x02] + [UInt8](repeating: 0, count: 46)
        let message = bytes.withBytes { readNTP($0) }
        #expect(message == NTPMessage(mode: 3, version: 4, stratum: 2, requestCode: 0, size: 48))
    }

    @Test func `control and private requests have their code`() {
        // Mode 7, version 2, implementation 3, MON_GETLIST_1.
        let monlist = hex("17 00 03 2A 00000000").withBytes { readNTP($0) }
        #expect(monlist == NTPMessage(mode: 7, version: 2, stratum: 0, requestCode: 42, size: 8))
        // Mode 6, version 2, read variables.
        let control = hex("16 02 0001 0000 0000 0000 0000").withBytes { readNTP($0) }
        #expect(control?.requestCode == 2)
    }

    @Test func `short or impossible messages are refused`() {
        let bytes = [0x23] + [UInt8](repeating: 0, count: 47)
        for length in 0..<48 { #expect(Array(bytes[..<length]).withBytes { readNTP($0) } == nil) }
        #expect([UInt8](repeating: 0xFF, count: 48).withBytes { readNTP($0) } == nil)
    }
}
