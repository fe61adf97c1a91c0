import Bedrock

/// How to read: the same choices for files and interfaces, where they mean something.
package struct CaptureOptions: Sendable {
    /// A BPF expression in libpcap's language, such as `tcp port 80`; nil or blank takes everything.
    package var filter: String?
    /// Live: ask the interface for frames that are not addressed to it.
    package var promiscuous = true
    /// Live: bytes of the kernel's ring for each interface. The ring's size, not the decoder's speed, decides what is lost.
    package var ringBytes = 64 << 20
    /// Live: bytes of a frame that are kept.
    package var snapLength = 262_144
    /// Live: one group number for all workers that share the interfaces' traffic by flow hash; nil for one worker.
    package var fanOut: UInt16?
    /// A group number that other processes on this machine do not use, as far as possible: two programs in one group would take each
    /// other's frames away.
    package static var ownFanOut: UInt16 { UInt16(truncatingIfNeeded: ProcessFacts.identifier) }
    /// Live and pipes: how long to wait before an empty batch lets timers run, in milliseconds.
    package var idleMilliseconds: Int32 = 100
    /// Live: use libpcap although the ring would do.
    package var prefersLibpcap = false
    package var stop = StopSignal()

    package init() {}
}
