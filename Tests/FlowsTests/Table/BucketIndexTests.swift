import Testing

@testable import Flows

@Suite struct BucketIndexTests {
    /// Finds a record as the flow table does.
    private func contains(_ index: borrowing BucketIndex, _ hash: UInt32, _ record: UInt32) -> Bool {
        var position = index.home(hash)
        while index[position] != 0 {
            if index[position] == UInt64(hash) << 32 | UInt64(record) { return true }
            position = index.next(position)
        }
        return false
    }

    @Test(arguments: [UInt32.max, 0xF000_0001, 0x0000_00FF])
    func `random insertions and removals agree with a dictionary`(spread: UInt32) throws {
        var index = try BucketIndex(entries: 64)
        var model: [UInt32: UInt32] = [:]
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let record = UInt32.random(in: 0..<64, using: &random)
            if let hash = model.removeValue(forKey: record) {
                index.remove(hash, record)
                let remains = contains(index, hash, record)
                #expect(!remains)
            } else {
                // Few home positions make long runs, around the end of the table too.
                let hash = UInt32.random(in: .min ... .max, using: &random) & spread | 1
                index.insert(hash, record)
                model[record] = hash
            }
            if model.count % 16 == 0 {
                var missing = 0
                for (record, hash) in model where !contains(index, hash, record) { missing += 1 }
                #expect(missing == 0)
            }
        }
        for (record, hash) in model { index.remove(hash, record) }
        var left = 0
        for position in 0..<128 where index[position] != 0 { left += 1 }
        #expect(left == 0)
    }

    @Test func `it grows and loses nothing`() throws {
        var index = try BucketIndex(entries: 5000, startBits: 4)
        func hash(_ record: UInt32) -> UInt32 { record &* 0x9E37_79B1 | 1 }
        for record in 0..<5000 as Range<UInt32> { index.insert(hash(record), record) }
        var missing = 0
        for record in 0..<5000 as Range<UInt32> where !contains(index, hash(record), record) { missing += 1 }
        #expect(missing == 0)
        for record in 0..<5000 as Range<UInt32> { index.remove(hash(record), record) }
        var left = 0
        for position in 0..<16_384 where index[position] != 0 { left += 1 }
        #expect(left == 0)
    }
}
