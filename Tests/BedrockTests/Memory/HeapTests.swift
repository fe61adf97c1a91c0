import Testing

@testable import Bedrock

@Suite struct HeapTests {
    @Test func `a prepared heap gives memory as before, again and again`() {
        for reserve in [0, 4 << 20, 64 << 20] {
            Heap.prepare(reserve: reserve)
            var tables = (0..<8).map { [UInt64](repeating: UInt64($0), count: 1 << 17) }
            tables[3].append(7)
            #expect(tables.map(\.last) == [0, 1, 2, 7, 4, 5, 6, 7])
        }
    }

    @Test func `what is in use outlives a trim`() {
        var tables = (0..<400).map { [UInt64](repeating: UInt64($0), count: 1 << 11) }
        for index in tables.indices where index % 10 != 0 { tables[index] = [] }
        Heap.trim()
        for index in tables.indices {
            #expect(tables[index] == (index % 10 == 0 ? [UInt64](repeating: UInt64(index), count: 1 << 11) : []))
        }
    }
}
