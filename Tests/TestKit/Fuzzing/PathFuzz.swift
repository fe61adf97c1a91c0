import Bedrock
import Capture
import Detection
import Flows
import Forge
import Incidents
import Pipeline
import Sentinel
import Vocabulary

/// The whole path, frames to incidents and lines: two bytes of length, a byte of waiting and a byte of link before each frame.
enum PathFuzz {
    static let target = FuzzTarget(
        "path",
        seeds: {
            stride(from: 0, to: ForgedStreams.frames.count - 24, by: 211).map { start in
                ForgedStreams.frames[start..<start + 24].reduce(into: []) { seed, frame in
                    seed.append(short: frame.bytes.count)
                    seed += [1, 1]
                    seed += frame.bytes
                }
            }
        },
        run: { input in
            var fuzz = FuzzInput(input)
            var source = MemorySource()
            var time: Int64 = Timestamp.scenarioStart.nanoseconds
            while !fuzz.isEmpty {
                let count = Int(fuzz.short())
                let wait = fuzz.byte()
                let link = LinkType(rawValue: FrameFuzz.links[Int(fuzz.byte()) % FrameFuzz.links.count])
                // From a microsecond up to two and a half days, or back.
                time &+= wait < 200 ? 1000 << Int64(wait % 48) : -(1_000_000 << Int64(wait % 24))
                time = min(max(0, time), 4_294_967_295_999_999_999)
                source.append(fuzz.bytes(count), at: Timestamp(nanoseconds: time), link: link)
            }
            var run = HostileRun()
            run.flows.capacity = 16
            run.flows.endedTuples = 16
            do {
                let outcome = try run.run(&source)
                precondition(outcome.overfull.isEmpty, "\(outcome.overfull) hold more than they may")
                precondition(outcome.counts.packets > 0 || input.isEmpty, "frames were not counted")
            } catch { preconditionFailure("the path did not run: \(error)") }
        })
}
