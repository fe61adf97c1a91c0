/// Learns what is usual on the owner's network, in the background, and says when it is time for a model.
///
/// Fed with rows of what hosts did; whoever feeds it leaves out hosts with an open incident, and rows that stood out are left out here:
/// an attack must not become usual. Counts the minutes in which the capture ran, so that a night without a capture is no quiet
/// night, and a quiet night is one. A first model after `Plan.firstMinutes`, another after each `Plan.everyMinutes` more. Drift is followed as slowly as
/// `RowReservoir` renews itself. The only clock is that of the rows. Bounds: 64 rows for each hour of the week and aspect.
public struct BaselineLearner: Sendable {
    public struct Plan: Sendable, Hashable {
        /// Minutes of traffic before the first model; a day.
        public var firstMinutes: UInt32 = 1440
        /// Minutes of traffic between two models; a day.
        public var everyMinutes: UInt32 = 1440
        /// Rows of an aspect below which its model stays the shipped one.
        public var leastRows = 400
        public init() {}
    }
    /// What an aspect is called and made of.
    public struct Subject: Sendable, Hashable {
        public let name: String
        public let features: [String]
        /// Of what happens, one in so many is offered.
        public let sampling: Double
        public let options: IsolationForest.Options

        public init(name: String, features: [String], sampling: Double, options: IsolationForest.Options) {
            self.name = name
            self.features = features
            self.sampling = sampling
            self.options = options
        }
    }

    public var plan: Plan
    private let subjects: [Subject]
    private let featureVersion: UInt16
    private var reservoirs: [RowReservoir]
    /// One an aspect.
    private var weeks: [WeekProfile]
    /// Minutes in which the capture ran, and how many of them when the last model was made.
    public private(set) var minutes: UInt32 = 0
    private var minutesAtTraining: UInt32 = 0
    public private(set) var generation: UInt32 = 0
    /// Rows that were left out because they stood out, or their host has an incident.
    public var refused: UInt64 = 0
    private var minute = Int64.min
    private var latest = Int64.min

    public init(_ subjects: [Subject], featureVersion: UInt16, plan: Plan = Plan()) {
        self.subjects = subjects
        self.featureVersion = featureVersion
        self.plan = plan
        reservoirs = subjects.map { RowReservoir(width: $0.features.count) }
        weeks = subjects.map { _ in WeekProfile() }
    }

    /// Rows that were taken, and those of them that are kept.
    public var offered: UInt64 { reservoirs.reduce(0) { $0 &+ $1.offered } }
    public var kept: Int { reservoirs.reduce(0) { $0 + $1.count } }

    /// Takes what happened at a second of event time. `subject` is the place among the subjects.
    public mutating func observe(_ row: FeatureRow, subject: Int, second: Int64) {
        guard reservoirs.indices.contains(subject) else { return }
        // Rows tell of the minute before, flows of hours ago.
        if Self.minute(second) > minute { pass(second: second) }
        latest = max(latest, second)
        let hour = WeekProfile.hour(ofSecond: second)
        reservoirs[subject].observe(row, hour: hour)
        weeks[subject].observe(row[0], hour: hour)
    }

    /// The capture runs at this second, whether or not anything happens.
    public mutating func pass(second: Int64) {
        let now = Self.minute(second)
        guard now != minute else { return }
        minute = now
        minutes &+= 1
        let hour = WeekProfile.hour(ofSecond: second)
        for place in weeks.indices { weeks[place].pass(hour: hour) }
    }

    private static func minute(_ second: Int64) -> Int64 { second >= 0 ? second / 60 : (second - 59) / 60 }

    /// 0...1 of the way to the first model; 1 once there is one.
    public var progress: Double {
        generation > 0 ? 1 : min(1, Double(minutes) / Double(max(1, plan.firstMinutes)))
    }

    public var isDue: Bool {
        generation == 0
            ? minutes >= plan.firstMinutes
            : minutes &- minutesAtTraining >= plan.everyMinutes
    }

    /// Minutes of traffic until the next model.
    public var minutesLeft: UInt32 {
        let wanted = generation == 0 ? plan.firstMinutes : minutesAtTraining &+ plan.everyMinutes
        return wanted > minutes ? wanted - minutes : 0
    }

    /// A model of what was learnt; aspects of which too little was seen are those of `base`.
    public mutating func train(budget: Double, base: AnomalyModel?) throws(LearningError) -> AnomalyModel {
        let days = Double(minutes) / 1440
        var aspects: [AspectModel] = []
        for (place, subject) in subjects.enumerated() {
            let reservoir = reservoirs[place]
            if reservoir.count >= plan.leastRows {
                // The rows that are kept stand for all that happened.
                let share = Double(reservoir.count) / Double(max(1, reservoir.offered)) / subject.sampling
                var options = subject.options
                options.seed &+= UInt64(generation) &* 16
                aspects.append(
                    try AspectModel(
                        name: subject.name, features: subject.features, training: reservoir.matrix,
                        hours: reservoir.hours, week: weeks[place], days: days * min(1, share),
                        budget: budget / Double(subjects.count), options: options))
            } else if let known = base?.aspects.first(where: { $0.name == subject.name }) {
                aspects.append(known)
            }
        }
        guard
            aspects.contains(where: { aspect in
                reservoirs.indices.contains { place in
                    subjects[place].name == aspect.name && reservoirs[place].count >= plan.leastRows
                }
            })
        else {
            throw LearningError(.tooLittle, "Too little was seen to learn from: watch for longer.")
        }
        generation &+= 1
        minutesAtTraining = minutes
        return AnomalyModel(
            kind: .own, featureVersion: featureVersion, generation: generation,
            trainedAt: latest == .min ? 0 : latest &* 1_000_000_000, days: days, budget: budget, aspects: aspects)
    }
}

extension BaselineLearner {
    private static let magic = Array("NSLEARN\u{2}".utf8)

    /// The state, so that learning goes on after a restart.
    public var bytes: [UInt8] {
        var file = ByteWriter()
        file.write(raw: Self.magic)
        file.write(featureVersion)
        file.write(minutes)
        file.write(minutesAtTraining)
        file.write(generation)
        file.write(refused)
        file.write(UInt64(bitPattern: latest))
        for (place, subject) in subjects.enumerated() {
            file.write(subject.name)
            reservoirs[place].write(to: &file)
            weeks[place].write(to: &file)
        }
        file.write(Checksum.of(file.bytes[...]))
        return file.bytes
    }

    /// Goes on where `bytes` ended; of other features or damaged, it is refused and nothing changes.
    public mutating func restore(_ bytes: [UInt8]) throws(LearningError) {
        guard bytes.count > Self.magic.count + 8, bytes.count <= 64 << 20, bytes.starts(with: Self.magic) else {
            throw ByteReader.damaged("it does not begin like one")
        }
        var end = ByteReader(bytes[(bytes.count - 8)...])
        guard try end.integer(UInt64.self) == Checksum.of(bytes.dropLast(8)) else {
            throw ByteReader.damaged("its checksum is wrong")
        }
        var file = ByteReader(bytes[Self.magic.count..<(bytes.count - 8)])
        guard try file.integer(UInt16.self) == featureVersion else {
            throw LearningError(.version, "What was learnt is of other features; learning begins anew.")
        }
        var restored = self
        restored.minutes = try file.integer()
        restored.minutesAtTraining = try file.integer()
        restored.generation = try file.integer()
        restored.refused = try file.integer()
        restored.latest = Int64(bitPattern: try file.integer())
        for place in subjects.indices {
            guard try file.text() == subjects[place].name else { throw ByteReader.damaged("its aspects are others") }
            let reservoir = try RowReservoir(from: &file)
            guard reservoir.width == subjects[place].features.count else {
                throw ByteReader.damaged("its rows are of another width")
            }
            restored.reservoirs[place] = reservoir
            restored.weeks[place] = try WeekProfile(from: &file)
        }
        guard file.isAtEnd else { throw ByteReader.damaged("it goes on behind its end") }
        self = restored
    }
}
