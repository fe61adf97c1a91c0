package import Bedrock

/// Why a source could not be opened. What goes wrong later is in the `CaptureReport`, because reading goes on or ends in order.
package struct CaptureError: Error, Sendable, Hashable {
    package enum Code: Sendable, Hashable {
        case notFound, notPermitted, notACapture, unsupportedFormat, badFilter, noSuchInterface, unsupportedLink,
            interrupted, io
    }

    package var code: Code
    /// What happened and what to do about it.
    package var message: String
    package var cause: BedrockError?

    package init(_ code: Code, _ message: String, cause: BedrockError? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// A failure below, with its sentence.
    package init(_ cause: BedrockError) {
        let code: Code =
            switch cause.code {
            case .notFound: .notFound
            case .notPermitted: .notPermitted
            case .noSuchInterface: .noSuchInterface
            case .badFilter: .badFilter
            default: .io
            }
        self.init(code, cause.message, cause: cause)
    }
}

extension CaptureError: CustomStringConvertible {
    package var description: String { message }
}
