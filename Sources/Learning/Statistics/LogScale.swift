import RealModule

/// The scale on which counts and sizes are compared: doublings. 0 is 0, 1 is 1, 3 is 2, 1023 is 10.
public enum LogScale {
    /// log₂(1 + n); 0 for what is not above 0.
    @inline(__always)
    public static func of(_ number: Double) -> Float { number > 0 ? Float(Double.log2(1 + number)) : 0 }

    @inline(__always)
    public static func of(_ number: some BinaryInteger) -> Float { of(Double(number)) }

    public static func log2(_ number: Double) -> Double { Double.log2(number) }

    /// The number that stands at this place of the scale.
    public static func number(at place: Float) -> Double { Double.exp2(Double(place)) - 1 }
}
