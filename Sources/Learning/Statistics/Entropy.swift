import RealModule

/// Shannon entropy of counts and bytes, in bits a symbol.
///
/// C. E. Shannon, "A Mathematical Theory of Communication", 1948. What fools it: short samples read low (16 random bytes
/// give 4 bits, not 8), so compare like lengths only.
public enum Entropy {
    /// Of a histogram; 0 when it is empty.
    public static func bits(ofCounts counts: some Sequence<UInt32>) -> Double {
        var total = 0.0
        var sum = 0.0
        for count in counts where count > 0 {
            let value = Double(count)
            total += value
            sum += value * Double.log2(value)
        }
        return total > 0 ? max(0, Double.log2(total) - sum / total) : 0
    }

    /// Of the first bytes of a short text, at most 255 of them: without memory of its own, for the packet path.
    public static func bits(ofShort bytes: borrowing Span<UInt8>, first count: Int) -> Double {
        let count = min(count, bytes.count, 255)
        guard count > 0 else { return 0 }
        var counts = InlineArray<256, UInt8>(repeating: 0)
        var sum: Float = 0
        let steps = Self.steps
        for place in 0..<count {
            let seen = Int(counts[Int(bytes[place])])
            counts[Int(bytes[place])] = UInt8(truncatingIfNeeded: seen &+ 1)
            sum += steps[seen]
        }
        return max(0, Double(Float.log2(Float(count)) - sum / Float(count)))
    }

    /// By how much n·log₂ n grows at each n.
    private static let steps: [Float] = (0..<256).map { count in
        let (before, after) = (Float(count), Float(count + 1))
        return after * Float.log2(after) - (count > 0 ? before * Float.log2(before) : 0)
    }

    /// Of the bytes themselves.
    public static func bits(of bytes: some Sequence<UInt8>) -> Double {
        var counts = [UInt32](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] &+= 1 }
        return bits(ofCounts: counts)
    }
}
