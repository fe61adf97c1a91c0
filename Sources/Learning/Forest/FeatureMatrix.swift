/// Rows of features in one array, for training and for judging many at once.
public struct FeatureMatrix: Sendable {
    /// Features of a row, 1...16.
    public let width: Int
    /// Row after row.
    public private(set) var values: [Float] = []

    public init(width: Int) {
        precondition((1...FeatureRow.capacity).contains(width), "A row has 1 to 16 features.")
        self.width = width
    }

    public var count: Int { values.count / width }

    /// Numbers that are not finite become 0: they say nothing.
    public mutating func append(_ row: FeatureRow) {
        for place in 0..<width { values.append(row[place].isFinite ? row[place] : 0) }
    }

    public mutating func append(contentsOf other: FeatureMatrix) {
        precondition(other.width == width, "Rows of one width belong together.")
        values.append(contentsOf: other.values)
    }

    public subscript(_ index: Int) -> FeatureRow {
        var row = FeatureRow()
        for place in 0..<width { row[place] = values[index * width + place] }
        return row
    }

    /// One feature of all rows, smallest first.
    public func sorted(_ feature: Int) -> [Float] {
        stride(from: feature, to: values.count, by: width).map { values[$0] }.sorted()
    }
}
