/// Text from lent ASCII bytes, made in place.
///
/// Why here: the standard library hands out the memory of a new string only as a pointer. A loop over plain pointers also is what
/// the compiler turns into vector instructions.
extension String {
    /// The bytes as text, control characters as `?`, on request in lower case; nil where a byte is not ASCII.
    public init?(plain bytes: RawSpan, lowercase: Bool = false) {
        var union: UInt8 = 0
        let fold: UInt8 = lowercase ? 0x20 : 0
        // SAFETY: the string gives room for all bytes, both pointers are used only within their lengths while they are lent, and
        // what is written is ASCII, or nothing at all.
        let text = unsafe String(unsafeUninitializedCapacity: bytes.byteCount) { target in
            unsafe bytes.withUnsafeBytes { source in
                for index in 0..<source.count {
                    let byte = unsafe source[index]
                    union |= byte
                    let folded = byte | (byte &- 0x41 < 26 ? fold : 0)
                    unsafe target[index] = byte < 0x20 || byte == 0x7F ? 0x3F : folded
                }
                return union < 0x80 ? source.count : 0
            }
        }
        guard union < 0x80 else { return nil }
        self = text
    }
}
