import Capture
import Dispatch
import Foundation

/// Ctrl-C and `kill`: the work is asked to end, what is done is kept and written. A second Ctrl-C ends the program at once.
enum Interruption {
    static func during<Result>(_ body: (StopSignal) throws -> Result) rethrows -> Result {
        let stop = StopSignal()
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if stop.isRaised { exit(130) }
                stop.raise()
            }
            source.resume()
            return source
        }
        defer { sources.forEach { $0.cancel() } }
        return try body(stop)
    }
}
