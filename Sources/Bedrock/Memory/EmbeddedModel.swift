import CPrimitives

/// The model of usual traffic that was built into the program. Here because reading C memory is `unsafe`.
package enum EmbeddedModel {
    /// Copies: call it once.
    package static var bytes: [UInt8] {
        var length = 0
        let start = unsafe ns_base_model(&length)
        return unsafe [UInt8](UnsafeBufferPointer(start: start, count: length))
    }
}
