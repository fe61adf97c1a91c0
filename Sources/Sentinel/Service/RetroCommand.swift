import Bedrock
import Foundation
import Hunting
import Storage
package import Vocabulary

/// The retro-hunt as a command, and the door to its alerts: of the service's own folder, or of another program's database.
package enum RetroCommand {
    /// - Parameters:
    ///   - data: the service's folder; it may be empty still, and a service may run there.
    ///   - flows: stored flows where somebody has them open; nil: they are opened where there are any.
    package static func run(
        _ order: RetroOrder, data: String, flows: (any HuntingStore)? = nil, environment: [String: String]
    ) async throws -> RetroReport {
        let now = WallClock.now
        var settings = RetroSettings()
        try settings.set(environment: environment)
        try settings.set(order.thresholds.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
        let since = try SearchMoment(since: order.since ?? settings.defaultSince).timestamp(now: now)
        let until = try order.until.map { try SearchMoment(since: $0).timestamp(now: now) } ?? now
        guard since < until else { throw ServiceError.invalid(["since: \(since) is not before \(until)"]) }
        let hunt = RetroHunt(settings, since: since, until: until, isDry: order.isDry)
        if let database = order.database { return try await hunt.run(foreign: database, now: now) }
        guard FileManager.default.fileExists(atPath: data) else {
            throw ServiceError.notFound(
                "there is nothing in \(data): start netsentinel watch, or name a database with --db-path")
        }
        var stored = flows
        if stored == nil, FileManager.default.fileExists(atPath: data + "/netsentinel.db") {
            stored = try DataFolder.hunting(data)
        }
        return try await hunt.run(folder: data, flows: stored, now: now)
    }

    /// Names and values of every threshold.
    package static func thresholds(environment: [String: String]) throws -> [(name: String, value: Int)] {
        var settings = RetroSettings()
        try settings.set(environment: environment)
        return settings.values
    }

    /// Alerts of the retro-hunt in the folder, or in another program's database.
    package static func alerts(data: String, database: String?) throws -> any ScoutStore {
        if let database { return try ScoutDatabase(foreign: database, now: WallClock.now) }
        return try ScoutDatabase(folder: data, now: WallClock.now)
    }
}
