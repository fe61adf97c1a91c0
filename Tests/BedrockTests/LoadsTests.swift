import Bedrock
import Testing

@Suite struct LoadsTests {
    @Test func `a piece is lent only where all of it is there`() {
        let bytes: [UInt8] = [1, 2, 3, 4]
        for offset in -2...6 {
            for count in -2...6 {
                let first = bytes.withBytes { $0.withPiece(offset, count) { $0.byteCount > 0 ? Int($0.u8(0)) : 0 } }
                let isThere = offset >= 0 && count >= 0 && offset + count <= 4
                #expect(first == (isThere ? (count > 0 ? offset + 1 : 0) : nil), "\(count) from \(offset)")
            }
        }
    }

    @Test func `offsets and counts at the ends of numbers lend nothing`() {
        let bytes: [UInt8] = [1, 2, 3, 4]
        for (offset, count) in [(Int.max, 1), (1, Int.max), (Int.max, Int.max), (Int.min, 4), (0, Int.min)] {
            #expect(bytes.withBytes { $0.withPiece(offset, count) { $0.byteCount } } == nil)
        }
    }
}
