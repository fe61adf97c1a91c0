import CPrimitives

/// The model of usual traffic that was built into the program. Here because reading C memory is `unsafe`.
package enum EmbeddedModel {
    package static var isThere: Bool {
        var length = 0
        return unsafe ns_base_model(&length) != nil && length > 0
    }

    /// Empty where there is none. Copies: call it once.
    package static var bytes: [UInt8] {
        var length = 0
        guard let start = unsafe ns_base_model(&length) else { return [] }
        return unsafe [UInt8](UnsafeBufferPointer(start: start, count: length))
    }
}
