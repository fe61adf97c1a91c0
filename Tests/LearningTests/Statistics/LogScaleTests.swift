import Learning
import Testing

struct LogScaleTests {
    @Test(arguments: [(0.0, 0.0), (1, 1), (3, 2), (1023, 10)]) func `doublings are counted`(
        number: Double, place: Double
    ) {
        #expect(LogScale.of(number) == Float(place))
        #expect(abs(LogScale.number(at: Float(place)) - number) < 0.001)
    }

    @Test func `what is not above nothing is nothing`() {
        #expect(LogScale.of(-5.0) == 0)
        #expect(LogScale.of(Double.nan) == 0)
    }
}
