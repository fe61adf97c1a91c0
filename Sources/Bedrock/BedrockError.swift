import CPcap
import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// What went wrong below: a call to the kernel or to a C library that did not do what it was asked.
///
/// Traffic is never an error; only opening, mapping and waiting are. `message` says what happened and what to do about it.
public struct BedrockError: Error, Sendable, Hashable {
    public enum Code: Sendable, Hashable {
        case notFound, notPermitted, notAFile, outOfMemory, noSuchInterface, interfaceDown, unsupported, badFilter
        case badCompression, io
    }

    public var code: Code
    public var message: String
    /// The kernel's error number, 0 where there is none.
    public var number: Int32

    public init(_ code: Code, _ message: String, number: Int32 = 0) {
        self.code = code
        self.message = message
        self.number = number
    }

    /// The error of a call that just failed, from `errno`.
    package static func last(_ what: String) -> BedrockError { of(errno, what) }

    /// The error for one of the kernel's error numbers.
    package static func of(_ number: Int32, _ what: String) -> BedrockError {
        let code: Code =
            switch number {
            case ENOENT: .notFound
            case EPERM, EACCES: .notPermitted
            case ENOMEM: .outOfMemory
            case ENODEV, ENXIO: .noSuchInterface
            case ENETDOWN: .interfaceDown
            case EOPNOTSUPP, ENOPROTOOPT, EAFNOSUPPORT, EPROTONOSUPPORT: .unsupported
            default: .io
            }
        // SAFETY: `strerror` returns a terminated string, copied before anything else can run on this thread.
        let reason = unsafe String(cString: strerror(number))
        return BedrockError(code, "\(what): \(reason)", number: number)
    }
}

extension BedrockError: CustomStringConvertible {
    public var description: String { message }
}
