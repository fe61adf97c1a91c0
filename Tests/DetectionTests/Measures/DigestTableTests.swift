import Testing

@testable import Detection

@Suite struct DigestTableTests {
    @Test func `what was put in is found, and the table never holds more than its capacity`() {
        var table = DigestTable<Int>(capacity: 64)
        for key in 0..<1000 {
            let digest = DistinctCount.mix(UInt64(key))
            let place = table.place(of: digest, default: key)
            #expect(table[place] == key)
        }
        #expect(table.count <= table.capacity)
        #expect(table.evicted == UInt64(1000 - table.count))
    }

    @Test func `the entry that was touched longest ago makes room`() {
        var table = DigestTable<Int>(capacity: 8)
        let digests = (0..<9).map { DistinctCount.mix(UInt64($0)) }
        for (key, digest) in digests.prefix(8).enumerated() { _ = table.insert(digest, key) }
        let answer14 = table.find(digests[0]) != nil
        #expect(answer14)
        _ = table.insert(digests[8], 8)
        let answer15 = table.find(digests[0]) != nil
        #expect(answer15)
        let answer16 = table.find(digests[1]) == nil
        #expect(answer16)
    }

    @Test func `every entry is visited once`() {
        var table = DigestTable<Int>(capacity: 64)
        for key in 0..<20 { _ = table.insert(DistinctCount.mix(UInt64(key)), key) }
        var seen: [Int] = []
        table.forEach { seen.append($0) }
        #expect(seen.sorted() == Array(0..<20))
    }
}
