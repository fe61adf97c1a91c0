package import Vocabulary

/// What a source delivered, what it left out and what was lost: nothing is hidden.
package struct CaptureReport: Sendable, Hashable {
    /// Path, or the interfaces' names.
    package var source = ""
    /// `pcap`, `pcapng`, `pcap.gz`, `pcapng.gz`, `ring`, `libpcap`, `memory`.
    package var format = ""
    /// Frames handed out, their bytes on the link, and the bytes of them that were captured.
    package var frames: UInt64 = 0
    package var bytes: UInt64 = 0
    package var capturedBytes: UInt64 = 0
    /// Smallest and largest timestamp; nil while there is no frame.
    package var earliest: Timestamp?
    package var latest: Timestamp?
    /// Frames by link type, most frequent first.
    package var linkTypes: [LinkCount] = []
    /// In the order of `FrameReference.interface`.
    package var interfaces: [InterfaceReport] = []
    /// Where and why reading ended before the file did; nil when everything was read.
    package var loss: Loss?
    /// Frames that the BPF expression did not want.
    package var filteredOut: UInt64 = 0
    /// Timestamps outside of 1970…2106, or with more than a second of fraction, moved to the nearest possible moment.
    package var clampedTimestamps: UInt64 = 0
    /// Records that could be stepped over but not read, such as a frame of an interface that was never described.
    package var damaged: UInt64 = 0
    /// Live: frames that found the ring or buffer full. Nothing else tells that frames are missing.
    package var ringDrops: UInt64 = 0
    /// Frames that the kernel or the interface dropped before they came to us, where that is known.
    package var kernelDrops: UInt64 = 0
    /// True when a stop was asked for before the end.
    package var isInterrupted = false
    /// Sentences for people (an interface went down, a link type cannot be filtered): the last `noticeLimit` of them.
    package var notices: [String] = []
    /// Older ones that made room.
    package var omittedNotices: UInt64 = 0

    package static let noticeLimit = 64

    package init() {}

    /// Adds a sentence, unless it was the last one.
    package mutating func notice(_ sentence: String) {
        guard notices.last != sentence else { return }
        if notices.count == Self.noticeLimit {
            notices.removeFirst()
            omittedNotices &+= 1
        }
        notices.append(sentence)
    }
}

package struct LinkCount: Sendable, Hashable {
    package var link: LinkType
    package var frames: UInt64
}

/// One interface of a capture.
package struct InterfaceReport: Sendable, Hashable {
    /// Empty where a file does not name it.
    package var name = ""
    package var link: LinkType
    package var frames: UInt64 = 0
    /// Frames that the interface received, by the statistics of whoever captured; nil where it does not say.
    package var received: UInt64?
    /// Dropped by the interface, and by the operating system.
    package var droppedByInterface: UInt64 = 0
    package var droppedBySystem: UInt64 = 0

    package init(name: String, link: LinkType) {
        self.name = name
        self.link = link
    }
}

/// The point behind which nothing of a file could be read.
package struct Loss: Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
        /// The file ends inside of a record.
        case cutOff
        /// A length that contradicts the format or itself.
        case badLength
        case badVersion, badValue
        /// Compressed data that does not unpack further.
        case badCompression
        /// The kernel refused to read on.
        case io
    }
    package var reason: Reason
    /// Where the unreadable record begins, in bytes of the unpacked file.
    package var offset: Int
    /// One sentence.
    package var message: String

    package init(_ reason: Reason, offset: Int, _ message: String) {
        self.reason = reason
        self.offset = offset
        self.message = message
    }
}
