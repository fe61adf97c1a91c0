/// The facts of one `FrameBatch`: what passes from decoding to the flow table, 32 frames at a time.
public struct FactsBatch: ~Copyable, Sendable {
    @inlinable public static var capacity: Int { 64 }
    public var facts: InlineArray<64, PacketFacts>
    public var count: Int

    public init() {
        facts = InlineArray(repeating: PacketFacts())
        count = 0
    }
}
