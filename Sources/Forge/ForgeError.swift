/// Why a scenario could not be set up; `message` says what happened and what to do.
package struct ForgeError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case unknownScenario, unknownKnob, badValue
    }
    package var code: Code
    package var message: String
    package var cause: String?

    package init(_ code: Code, _ message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String { cause.map { "\(message) (\($0))" } ?? message }
}
