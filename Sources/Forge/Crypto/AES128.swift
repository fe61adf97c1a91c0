/// AES-128 (FIPS 197), forwards only, and its Galois/counter mode (NIST SP 800-38D).
///
/// Plain and slow; for forged traffic only, never for secrets.
struct AES128 {
    private let keys: [[UInt8]]

    init(key: [UInt8]) {
        precondition(key.count == 16, "an AES-128 key has 16 bytes")
        var words = stride(from: 0, to: 16, by: 4).map { Array(key[$0..<$0 + 4]) }
        var constant: UInt8 = 1
        for index in 4..<44 {
            var word = words[index - 1]
            if index % 4 == 0 {
                word = [word[1], word[2], word[3], word[0]].map { Self.box[Int($0)] }
                word[0] ^= constant
                constant = Self.double(constant)
            }
            words.append(zip(words[index - 4], word).map { $0 ^ $1 })
        }
        keys = stride(from: 0, to: 44, by: 4).map { Array(words[$0..<$0 + 4].joined()) }
    }

    func encrypt(_ block: [UInt8]) -> [UInt8] {
        var state = zip(block, keys[0]).map { $0 ^ $1 }
        for round in 1...10 {
            // Substitute and shift rows in one step: column c, row r comes from column c + r.
            var next = (0..<16).map { Self.box[Int(state[($0 + 4 * ($0 % 4)) % 16])] }
            if round < 10 {
                for column in stride(from: 0, to: 16, by: 4) {
                    let old = Array(next[column..<column + 4])
                    let all = old[0] ^ old[1] ^ old[2] ^ old[3]
                    for row in 0..<4 {
                        next[column + row] = old[row] ^ all ^ Self.double(old[row] ^ old[(row + 1) % 4])
                    }
                }
            }
            state = zip(next, keys[round]).map { $0 ^ $1 }
        }
        return state
    }

    /// Cipher text and tag of 16 bytes. The nonce has 12 bytes.
    func seal(_ plain: [UInt8], nonce: [UInt8], additional: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for (index, start) in stride(from: 0, to: plain.count, by: 16).enumerated() {
            let stream = encrypt(nonce + Self.counter(UInt32(index + 2)))
            out += zip(plain[start..<min(start + 16, plain.count)], stream).map { $0 ^ $1 }
        }
        var sum = GaloisSum(key: encrypt(Array(repeating: 0, count: 16)))
        sum.add(additional)
        sum.add(out)
        var lengths: [UInt8] = []
        lengths.append64(UInt64(additional.count) * 8)
        lengths.append64(UInt64(out.count) * 8)
        sum.add(lengths)
        return out + zip(sum.bytes, encrypt(nonce + Self.counter(1))).map { $0 ^ $1 }
    }

    private static func counter(_ value: UInt32) -> [UInt8] {
        var out: [UInt8] = []
        out.append32(value)
        return out
    }

    static func double(_ byte: UInt8) -> UInt8 { byte << 1 ^ (byte & 0x80 != 0 ? 0x1B : 0) }

    /// The substitution box, from its definition: the inverse in the field, then an affine map.
    private static let box: [UInt8] = {
        var table = [UInt8](repeating: 0x63, count: 256)
        var power: UInt8 = 1
        var inverse: UInt8 = 1
        repeat {
            power ^= double(power)
            inverse ^= inverse << 1
            inverse ^= inverse << 2
            inverse ^= inverse << 4
            if inverse & 0x80 != 0 { inverse ^= 0x09 }
            func turn(_ bits: UInt8) -> UInt8 { inverse << bits | inverse >> (8 - bits) }
            table[Int(power)] = inverse ^ turn(1) ^ turn(2) ^ turn(3) ^ turn(4) ^ 0x63
        } while power != 1
        return table
    }()
}

/// GHASH: a sum in the field of 2¹²⁸, one block after the other.
private struct GaloisSum {
    private let key: (UInt64, UInt64)
    private var high: UInt64 = 0
    private var low: UInt64 = 0

    init(key: [UInt8]) { self.key = Self.words(key[...]) }

    mutating func add(_ bytes: [UInt8]) {
        for start in stride(from: 0, to: bytes.count, by: 16) {
            let (first, second) = Self.words(bytes[start..<min(start + 16, bytes.count)])
            high ^= first
            low ^= second
            multiply()
        }
    }

    private mutating func multiply() {
        var sum: (UInt64, UInt64) = (0, 0)
        var (v0, v1) = key
        for bit in 0..<128 {
            let set = bit < 64 ? high >> UInt64(63 - bit) & 1 : low >> UInt64(127 - bit) & 1
            if set == 1 {
                sum.0 ^= v0
                sum.1 ^= v1
            }
            let carry = v1 & 1
            v1 = v1 >> 1 | v0 << 63
            v0 = v0 >> 1 ^ (carry == 1 ? 0xE100_0000_0000_0000 : 0)
        }
        (high, low) = sum
    }

    var bytes: [UInt8] {
        var out: [UInt8] = []
        out.append64(high)
        out.append64(low)
        return out
    }

    private static func words(_ bytes: ArraySlice<UInt8>) -> (UInt64, UInt64) {
        var all: [UInt64] = [0, 0]
        for (index, byte) in bytes.enumerated() { all[index / 8] |= UInt64(byte) << UInt64(56 - 8 * (index % 8)) }
        return (all[0], all[1])
    }
}
