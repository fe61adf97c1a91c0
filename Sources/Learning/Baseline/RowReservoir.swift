/// A bounded picture of the rows seen lately: each hour of the week has as many places as any other.
///
/// Why it exists: a baseline must know the night and the weekend as well as the busy hours, and follow change slowly. A new row takes a
/// free place of its hour, or a random one with the chance places / rows seen, but at least `renewal`: what was usual fades within
/// some weeks, and no burst can replace a week (J. S. Vitter's reservoir with a floor). Bounds: `places` × 168 rows of at most 64 bytes.
public struct RowReservoir: Sendable {
    public let width: Int
    public let places: Int
    /// Chance at which a row of a full hour is kept, at least.
    public let renewal: Float
    private var rows: [[FeatureRow]]
    private var seen: [UInt64]
    private var random: SplitMix

    public init(width: Int, places: Int = 64, renewal: Float = 0.02, seed: UInt64 = 1) {
        precondition((1...FeatureRow.capacity).contains(width) && places > 0, "A row has 1 to 16 features.")
        self.width = width
        self.places = places
        self.renewal = renewal
        rows = Array(repeating: [], count: WeekProfile.hours)
        seen = Array(repeating: 0, count: WeekProfile.hours)
        random = SplitMix(seed: seed)
    }

    /// Rows that are kept, and rows that were offered.
    public var count: Int { rows.reduce(0) { $0 + $1.count } }
    public var offered: UInt64 { seen.reduce(0, &+) }

    public mutating func observe(_ row: FeatureRow, hour: Int) {
        let hour = (hour % WeekProfile.hours + WeekProfile.hours) % WeekProfile.hours
        seen[hour] &+= 1
        guard rows[hour].count >= places else { return rows[hour].append(row) }
        let chance = max(renewal, Float(places) / Float(seen[hour]))
        if random.unit() < chance { rows[hour][random.below(places)] = row }
    }

    /// All rows, hour by hour.
    public var matrix: FeatureMatrix {
        var matrix = FeatureMatrix(width: width)
        for hour in rows { for row in hour { matrix.append(row) } }
        return matrix
    }

    /// The hour of the week of each row of `matrix`.
    public var hours: [Int] { rows.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element.count) } }

    func write(to file: inout ByteWriter) {
        file.write(UInt8(width))
        file.write(UInt16(clamping: places))
        file.write(renewal)
        for hour in rows.indices {
            file.write(seen[hour])
            file.write(UInt16(clamping: rows[hour].count))
            for row in rows[hour] { for place in 0..<width { file.write(row[place]) } }
        }
    }

    init(from file: inout ByteReader) throws(LearningError) {
        let width = try file.integer(UInt8(1)...UInt8(FeatureRow.capacity))
        let places = try file.integer(UInt16(1)...4096)
        self.init(width: width, places: places, renewal: try file.float())
        for hour in rows.indices {
            seen[hour] = try file.integer()
            for _ in 0..<(try file.integer(UInt16(0)...UInt16(places))) {
                var row = FeatureRow()
                for place in 0..<width { row[place] = try file.float() }
                rows[hour].append(row)
            }
        }
        random = SplitMix(seed: offered)
    }
}
