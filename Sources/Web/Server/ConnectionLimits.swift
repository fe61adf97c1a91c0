package import HTTPTypes
package import NIOCore

/// What one connection may take of us.
package struct ConnectionLimits: Sendable {
    /// From the opening to the first complete head: who says nothing, or drips it, is let go.
    package var firstHead: TimeAmount = .seconds(15)
    /// Between two requests.
    package var idle: TimeAmount = .seconds(60)
    /// For the body of a request that is not an upload, all of it.
    package var body: TimeAmount = .seconds(30)
    /// Between two pieces of an upload.
    package var uploadPause: TimeAmount = .seconds(30)
    /// How long a peer may leave our answer unread.
    package var unread: TimeAmount = .seconds(30)
    /// How long a refused sender is listened to, so that the answer reaches it.
    package var linger: TimeAmount = .seconds(2)
    package var headerBytes = 32 * 1_024
    package var headerCount = 100
    /// Connections at once; others wait in the kernel's queue.
    package var connections = 4_096
    /// How many bytes the body of a request may have, and whether it is an upload.
    package var bodyMaximum: @Sendable (HTTPTypes.HTTPRequest) -> (bytes: Int, isUpload: Bool) = { _ in (65_536, false)
    }

    package init() {}
}
