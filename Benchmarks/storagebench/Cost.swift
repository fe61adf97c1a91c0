internal import Foundation

/// What something took: time on the clock and on the processor.
struct Cost: Sendable {
    var seconds: Double
    var processor: Double

    static func of(_ body: () async throws -> Void) async rethrows -> Cost {
        let begin = (clock: ContinuousClock.now, processor: processorTime)
        try await body()
        let taken = ContinuousClock.now - begin.clock
        return Cost(seconds: taken / .seconds(1), processor: processorTime - begin.processor)
    }

    /// All threads of this process, seconds.
    private static var processorTime: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
    }

    static func rate(_ count: Int, _ cost: Cost) -> String { "\(Int(Double(count) / cost.seconds / 1000))k flows/s" }

    static func two(_ number: Double) -> String { String(format: "%.2f", number) }

    /// The time that 95 of 100 do not exceed.
    static func p95(_ times: [Double]) -> Double {
        let sorted = times.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int((Double(sorted.count) * 0.95).rounded(.up)) - 1)]
    }
}

enum Files {
    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    static func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// Bytes of all files directly in a folder.
    static func size(_ folder: String) -> UInt64 {
        names(folder).reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            return sum + ((attributes?[.size] as? NSNumber)?.uint64Value ?? 0)
        }
    }
}
