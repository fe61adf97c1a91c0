package import Testing

extension Tag {
    /// Takes more than a second or two in a debug build.
    @Tag package static var slow: Self
}
