/// Where a writer's bytes go: a file, a pipe, an array. Whoever owns the file descriptor conforms; `Forge` opens nothing.
package protocol ByteSink {
    associatedtype Failure: Error
    /// Takes all of these bytes or throws.
    mutating func write(_ bytes: [UInt8]) throws(Failure)
}

/// Keeps everything in memory.
package struct ByteCollector: ByteSink, Sendable {
    package private(set) var bytes: [UInt8] = []
    package init() {}
    package mutating func write(_ bytes: [UInt8]) throws(Never) { self.bytes.append(contentsOf: bytes) }
}

/// Hands the bytes to a closure.
package struct ClosureSink<Failure: Error>: ByteSink {
    private let take: ([UInt8]) throws(Failure) -> Void
    package init(_ take: @escaping ([UInt8]) throws(Failure) -> Void) { self.take = take }
    package mutating func write(_ bytes: [UInt8]) throws(Failure) { try take(bytes) }
}
