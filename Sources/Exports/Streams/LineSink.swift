/// Where lines of text go: a file, standard output, memory in a test. Never throws: what cannot be written is counted, and the
/// traffic goes on.
package protocol LineSink: SendableMetatype {
    /// Takes one line of UTF-8, without its line feed.
    mutating func write(line: [UInt8])
    /// A second of event time is over: who reads along wants to see what there is.
    mutating func pause()
    /// Writes what is still held back.
    mutating func close()
    /// Lines that could not be written.
    var lost: UInt64 { get }
}

extension LineSink {
    package mutating func pause() {}
    package var lost: UInt64 { 0 }
}
