/// What is usual on a network: one model an aspect with its hours of the week, and where it comes from. A file of its own format.
///
/// The file: `NSMODEL` and a format number, the version of the features, kind, moment and length of the training, the aspects, and a
/// checksum. Reading is one pass over some hundred kilobytes. A file that is damaged, hostile or of another version is refused
/// with a sentence; nothing in it can trap. Bounds: 4 MiB, 16 aspects.
public struct AnomalyModel: Sendable {
    public enum Kind: UInt8, Sendable {
        /// Shipped with the program.
        case base
        /// Learnt from the owner's own traffic.
        case own
    }
    public static let mostBytes = 4 << 20
    private static let magic = Array("NSMODEL\u{2}".utf8)

    public var kind: Kind
    /// What the features mean; a model of other features cannot be used.
    public var featureVersion: UInt16
    /// Counts the trainings of one owner's model; 0 for the base model.
    public var generation: UInt32
    /// Nanoseconds since 1970, by the packets' clock for an own model.
    public var trainedAt: Int64
    /// Days of traffic it was trained on.
    public var days: Double
    /// False alarms a day that it is calibrated for, all aspects together.
    public private(set) var budget: Double
    public private(set) var aspects: [AspectModel]

    public init(
        kind: Kind, featureVersion: UInt16, generation: UInt32 = 0, trainedAt: Int64, days: Double, budget: Double,
        aspects: [AspectModel]
    ) {
        precondition(aspects.count <= 16, "At most 16 aspects.")
        self.kind = kind
        self.featureVersion = featureVersion
        self.generation = generation
        self.trainedAt = trainedAt
        self.days = days
        self.budget = budget
        self.aspects = aspects
    }

    /// Rows it was trained on.
    public var rows: Int { aspects.reduce(0) { $0 + $1.rows } }

    /// Hours of the week that are known well enough to speak.
    public var knownHours: Int { aspects.map(\.week.knownHours).max() ?? 0 }

    /// Another budget for the same forests; each aspect has its even part.
    public mutating func calibrate(alarmsADay budget: Double) {
        self.budget = budget
        let part = budget / Double(max(1, aspects.count))
        for place in aspects.indices { aspects[place].calibrate(alarmsADay: part) }
    }

    public var bytes: [UInt8] {
        var file = ByteWriter()
        file.write(raw: Self.magic)
        file.write(featureVersion)
        file.write(kind.rawValue)
        file.write(generation)
        file.write(UInt64(bitPattern: trainedAt))
        file.write(days)
        file.write(budget)
        file.write(UInt8(aspects.count))
        for aspect in aspects { aspect.write(to: &file) }
        file.write(Checksum.of(file.bytes[...]))
        return file.bytes
    }

    /// Reads what `bytes` gave. `featureVersion` is the one this program's features have.
    public init(bytes: [UInt8], featureVersion wanted: UInt16) throws(LearningError) {
        guard bytes.count <= Self.mostBytes, bytes.count > Self.magic.count + 8, bytes.starts(with: Self.magic) else {
            throw ByteReader.damaged("it does not begin like one")
        }
        var end = ByteReader(bytes[(bytes.count - 8)...])
        guard try end.integer(UInt64.self) == Checksum.of(bytes.dropLast(8)) else {
            throw ByteReader.damaged("its checksum is wrong")
        }
        var file = ByteReader(bytes[Self.magic.count..<(bytes.count - 8)])
        featureVersion = try file.integer()
        guard featureVersion == wanted else {
            throw LearningError(
                .version,
                "The model knows features of version \(featureVersion), this program \(wanted). Train it anew.")
        }
        guard let kind = Kind(rawValue: try file.integer()) else { throw ByteReader.damaged("its kind is unknown") }
        self.kind = kind
        generation = try file.integer()
        trainedAt = Int64(bitPattern: try file.integer())
        days = try file.double()
        budget = try file.double()
        aspects = []
        for _ in 0..<(try file.integer(UInt8(0)...16)) { aspects.append(try AspectModel(from: &file)) }
        guard file.isAtEnd else { throw ByteReader.damaged("it goes on behind its end") }
    }
}
