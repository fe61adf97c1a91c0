import Subprocess

/// One run of a program of the system: its arguments go to it as they are, no shell reads them.
///
/// Bounds: `limit` bytes of output, beyond that it is ended; whoever gives the call up ends the program with it. It is given no
/// input and an environment of two variables, so that no key reaches it.
enum CommandPort {
    struct Output: Sendable, Hashable {
        var text: String
        /// The exit code; nil where a signal ended it.
        var code: Int32?
    }

    static func run(_ program: String, _ arguments: [String], limit: Int) async throws(OutboundError) -> Output {
        // A path is looked for in its own folder, a name in those of the system.
        let folder = program.lastIndex(of: "/").map { String(program[..<$0]) }
        let name = program.split(separator: "/").last.map(String.init) ?? program
        do {
            let result = try await Subprocess.run(
                .name(name), arguments: Arguments(arguments),
                environment: .custom([
                    "PATH": folder ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C",
                ]), output: .string(limit: limit), error: .discarded)
            let code: Int32? =
                switch result.terminationStatus {
                case .exited(let code): code
                default: nil
                }
            return Output(text: result.standardOutput, code: code)
        } catch is CancellationError {
            throw OutboundError(.cancelled, "The call was given up.")
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw OutboundError(.command, "The program \(program) is not installed.")
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            throw OutboundError(.tooLarge, "The program \(program) wrote more than \(limit) bytes.")
        } catch {
            throw OutboundError(.command, "The program \(program) cannot be run.")
        }
    }
}
