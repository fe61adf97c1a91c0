/// A model that cannot be read or made.
public struct LearningError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// Not a model, cut short, or damaged.
        case damaged
        /// A model of another version of the features or of the format.
        case version
        /// Too little to learn from.
        case tooLittle
    }
    public let code: Code
    /// What happened and what to do.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
