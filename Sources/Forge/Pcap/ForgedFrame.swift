package import Vocabulary

/// One frame of a forged capture.
package struct ForgedFrame: Sendable {
    package var timestamp: Timestamp
    package var bytes: [UInt8]
    package var link: LinkType
    /// Bytes on the wire; more than `bytes.count` where a snap length cut the frame.
    package var wireLength: Int

    package init(timestamp: Timestamp, bytes: [UInt8], link: LinkType = .ethernet, wireLength: Int? = nil) {
        self.timestamp = timestamp
        self.bytes = bytes
        self.link = link
        self.wireLength = wireLength ?? bytes.count
    }

    /// This frame as a capture with that snap length would hold it.
    package func cut(to snapLength: Int) -> ForgedFrame {
        bytes.count <= snapLength
            ? self
            : ForgedFrame(
                timestamp: timestamp, bytes: Array(bytes.prefix(snapLength)), link: link, wireLength: wireLength)
    }
}
