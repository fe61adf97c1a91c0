import Testing

@testable import Flows

@Suite struct FlowRecordTests {
    @Test func `a record is two cache lines and its life story fits beside it`() {
        #expect(MemoryLayout<FlowRecord>.size == 128)
        #expect(MemoryLayout<FlowRecord>.stride == 128)
        #expect(MemoryLayout<FlowRecord>.offset(of: \.tallies) == 64)
        #expect(MemoryLayout<FlowBiography>.stride <= 112)
    }
}
