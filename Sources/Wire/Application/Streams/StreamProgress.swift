/// What a stream reader wants after the bytes it was given.
package enum StreamProgress: Sendable, Equatable {
    /// Go on: later bytes may say more.
    case more
    /// Nothing further will be read from this connection: stop feeding it.
    case done
    /// These bytes are not of this protocol.
    case notMine
}
