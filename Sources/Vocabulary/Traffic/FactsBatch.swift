/// The facts of one `FrameBatch`: what passes from decoding to the flow table, 32 frames at a time.
///
/// Lend it as `inout`, also for reading: `facts[index]` of a `borrowing` batch copies all 64 facts each time (Swift 6.3,
/// measured by callgrind); of an `inout` or owned one it reads in place.
public struct FactsBatch: ~Copyable, Sendable {
    @inlinable public static var capacity: Int { 64 }
    public var facts: InlineArray<64, PacketFacts>
    public var count: Int

    public init() {
        facts = InlineArray(repeating: PacketFacts())
        count = 0
    }
}
