import Flows
import Foundation
import Storage
package import Vocabulary

/// Where the service keeps its state, and how it is opened.
package enum DataFolder {
    /// How a verb beside the running service opens the folder.
    package enum Access: Sendable {
        /// Nothing is changed.
        case reading
        /// Single changes, such as a new token, beside the service that writes there.
        case sharing
    }

    /// `/var/lib/netsentinel` for a service, else the state folder of XDG.
    package static var standard: String {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["STATE_DIRECTORY"], !folder.isEmpty { return folder }
        if let state = environment["XDG_STATE_HOME"], !state.isEmpty { return state + "/netsentinel" }
        if let home = environment["HOME"], !home.isEmpty { return home + "/.local/state/netsentinel" }
        return "/var/lib/netsentinel"
    }

    /// - Throws: a sentence for people when there is nothing there, or it cannot be read.
    package static func open(_ path: String, _ access: Access) throws -> any SentinelStore {
        var options = options(path)
        switch access {
        case .reading: options.access = .reading
        case .sharing: options.access = .command
        }
        return try Store(options)
    }

    /// Makes the folder where it is missing, for its owner alone.
    static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ServiceError.unavailable("\(path) cannot be made or is not ours: give another folder with --data DIR")
        }
    }

    /// Stored flows, for sums over many of them.
    package static func hunting(_ path: String) throws -> any HuntingStore {
        var options = options(path)
        options.access = .reading
        return try Store(options)
    }

    /// For the service itself, which alone writes what is seen.
    static func own(_ path: String) throws -> Store { try Store(options(path)) }

    private static func options(_ path: String) -> StoreOptions {
        var options = StoreOptions(directory: path)
        options.places = AtlasPlaces(.standard(data: path))
        options.communityID = { CommunityID.text(of: $0) }
        return options
    }
}
