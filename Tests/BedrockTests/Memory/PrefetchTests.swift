import Bedrock
import Testing

@Suite struct PrefetchTests {
    @Test func `asking for memory changes nothing, wherever the index lies`() {
        let numbers = Array(0..<100)
        for index in [-1, 0, 50, 99, 100, .max, .min] {
            numbers.prefetch(index)
            numbers.prefetch(index, lines: 3)
        }
        [Int]().prefetch(0)
        #expect(numbers == Array(0..<100))
    }
}
