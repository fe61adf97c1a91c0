package import Capture
package import Vocabulary
import Wire

/// Everything the packet path counted: what was seen, and what could not be.
package struct PathTotals: Sendable {
    package var counts = CaptureCounts()
    package var stops: [(stop: Stop, count: UInt64)] = []
    package var distinctTuples: UInt64 = 0
    package var tunnelledFlows: UInt64 = 0
    package var report = CaptureReport()
    /// Name and number of what was lost, in a stable order; zero entries are kept.
    package var losses: [(name: String, count: UInt64)] = []
}
