import Bedrock
import Testing

@testable import Wire

@Suite struct DERCursorTests {
    @Test func `elements follow each other`() {
        let read = hex("02 01 05 04 81 02 AABB 30 00").withBytes { bytes in
            var cursor = DERCursor(bytes)
            let first = cursor.next(bytes)?.content.range
            let missing = cursor.next(bytes, tag: 0x30)
            let second = cursor.next(bytes, tag: 0x04)?.range
            let third = cursor.next(bytes, tag: 0x30)?.range
            return (first, missing == nil, second, third, cursor.next(bytes) == nil)
        }
        #expect(read.0 == 2..<3 && read.1 && read.2 == 6..<8 && read.3 == 10..<10 && read.4)
    }

    @Test func `lengths that lie end the walk`() {
        for lie in ["02 02 05", "02 81", "02 80 00", "02 85 0000000001 05", "02 84 FFFFFFFF 05", "1F 01 05", "02"] {
            let isEnd = hex(lie).withBytes { bytes in
                var cursor = DERCursor(bytes)
                return cursor.next(bytes) == nil
            }
            #expect(isEnd)
        }
    }
}
