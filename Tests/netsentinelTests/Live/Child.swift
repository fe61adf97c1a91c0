import Foundation
import Testing

/// A child process whose end is asked of the kernel, with a bound on how long anybody waits for it.
///
/// Foundation's `Process` learns of the end by a socket that the child's own children may hold open.
final class Child {
    private let identifier: pid_t
    private var status: Int32?

    /// - Parameter words: the program's path or name, and its arguments. Outputs go to files that are made anew.
    init(_ words: [String], in folder: URL, output: URL, errors: URL) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let environment = ["NO_COLOR=1", "LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"]
        var arguments = (["/usr/bin/env", "-C", folder.path] + words).map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var number: pid_t = 0
        let answer = posix_spawn(&number, "/usr/bin/env", &actions, nil, &arguments, &variables)
        try #require(answer == 0, "\(words.joined(separator: " ")): \(String(cString: strerror(answer)))")
        identifier = number
    }

    func send(_ signal: Int32) {
        if status == nil { kill(identifier, signal) }
    }

    /// The exit status; nil when it did not end within two minutes, or ended by a signal. Either way it is gone afterwards.
    @discardableResult
    func wait() -> Int32? {
        var raw: Int32 = 0
        for _ in 0..<2400 where status == nil {
            if waitpid(identifier, &raw, WNOHANG) == identifier {
                status = raw
            } else {
                usleep(50_000)
            }
        }
        if status == nil {
            kill(identifier, SIGKILL)
            waitpid(identifier, &raw, 0)
            status = raw
        }
        return status.flatMap { $0 & 0x7F == 0 ? $0 >> 8 & 0xFF : nil }
    }
}
