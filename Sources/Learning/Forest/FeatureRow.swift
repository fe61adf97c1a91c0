/// The features of one thing that is judged: at most sixteen numbers, in one cache line.
///
/// Which place means what is the business of whoever fills it in. Places that are not used are zero.
public struct FeatureRow: Sendable, BitwiseCopyable {
    /// Most features of a row.
    public static let capacity = 16
    @usableFromInline var values: InlineArray<16, Float>

    @inlinable
    public init() { values = InlineArray(repeating: 0) }

    /// The first sixteen of these.
    public init(_ numbers: some Sequence<Float>) {
        self.init()
        for (place, number) in numbers.prefix(Self.capacity).enumerated() { values[place] = number }
    }

    /// The place is taken modulo sixteen, so that no check stands in the innermost loop.
    @inlinable @inline(__always)
    public subscript(_ place: Int) -> Float {
        get { values[place & 15] }
        set { values[place & 15] = newValue }
    }
}

extension FeatureRow: Equatable {
    public static func == (left: FeatureRow, right: FeatureRow) -> Bool {
        (0..<capacity).allSatisfy { left[$0] == right[$0] }
    }
}
