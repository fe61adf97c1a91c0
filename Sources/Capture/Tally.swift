package import Vocabulary

/// The running counts of what a source handed out: one pass over each batch, nothing allocated but a row for a new link type.
package struct Tally: Sendable {
    package private(set) var frames: UInt64 = 0
    private var bytes: UInt64 = 0
    private var capturedBytes: UInt64 = 0
    private var earliest = Int64.max
    private var latest = Int64.min
    private var current = LinkCount(link: .ethernet, frames: 0)
    private var others: [LinkCount] = []
    /// A hostile file can name 65,536 link types; the rest are counted with the first.
    private static let linkLimit = 32

    package init() {}

    package mutating func add(_ batch: inout FrameBatch) {
        var wire: UInt64 = 0
        var captured: UInt64 = 0
        var low = earliest
        var high = latest
        // Frames before this one are in the count of a link type.
        var counted = 0
        for index in 0..<batch.count {
            let time = batch.frames[index].timestamp.nanoseconds
            wire &+= UInt64(batch.frames[index].wire)
            captured &+= UInt64(batch.frames[index].captured)
            low = min(low, time)
            high = max(high, time)
            if batch.frames[index].link != current.link {
                current.frames &+= UInt64(index &- counted)
                counted = index
                turn(to: batch.frames[index].link)
            }
        }
        current.frames &+= UInt64(batch.count &- counted)
        frames &+= UInt64(batch.count)
        bytes &+= wire
        capturedBytes &+= captured
        earliest = low
        latest = high
    }

    /// Frames of one link type that were summed while they were found.
    mutating func add(_ sums: FrameSums, _ link: LinkType, frames count: Int) {
        if link != current.link { turn(to: link) }
        current.frames &+= UInt64(count)
        frames &+= UInt64(count)
        bytes &+= sums.wire
        capturedBytes &+= sums.captured
        earliest = min(earliest, sums.earliest)
        latest = max(latest, sums.latest)
    }

    @inline(never)
    private mutating func turn(to link: LinkType) {
        if let known = others.firstIndex(where: { $0.link == link }) {
            swap(&current, &others[known])
        } else if others.count < Self.linkLimit {
            others.append(current)
            current = LinkCount(link: link, frames: 0)
        }
    }

    /// Writes the counts into a report.
    package func write(to report: inout CaptureReport) {
        report.frames = frames
        report.bytes = bytes
        report.capturedBytes = capturedBytes
        report.earliest = frames > 0 ? Timestamp(nanoseconds: earliest) : nil
        report.latest = frames > 0 ? Timestamp(nanoseconds: latest) : nil
        report.linkTypes = (others + [current]).filter { $0.frames > 0 }.sorted {
            $0.frames != $1.frames ? $0.frames > $1.frames : $0.link.rawValue < $1.link.rawValue
        }
    }
}

/// What a few frames come to: a reader that has each of them in its hands adds them up for less than a look at them afterwards.
struct FrameSums: BitwiseCopyable {
    var wire: UInt64 = 0
    var captured: UInt64 = 0
    var earliest = Int64.max
    var latest = Int64.min

    @inline(__always)
    mutating func add(_ time: Int64, wire: UInt32, captured: UInt32) {
        self.wire &+= UInt64(wire)
        self.captured &+= UInt64(captured)
        earliest = min(earliest, time)
        latest = max(latest, time)
    }
}
