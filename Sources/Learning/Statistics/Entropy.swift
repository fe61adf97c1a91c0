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

    /// Of the bytes themselves.
    public static func bits(of bytes: some Sequence<UInt8>) -> Double {
        var counts = [UInt32](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] &+= 1 }
        return bits(ofCounts: counts)
    }
}
