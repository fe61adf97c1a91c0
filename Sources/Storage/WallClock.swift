internal import Foundation
package import Vocabulary

/// The machine's time, for everything that is about the machine and not about packets.
package enum WallClock {
    package static var now: Timestamp { Timestamp(seconds: Date().timeIntervalSince1970) }
}
