import ArgumentParser
import Capture
import Forge
import Foundation
import Pipeline
import Sentinel
import Vocabulary

/// `netsentinel doctor --hostile N` and `--floods`: traffic that means harm, in memory, through everything.
extension DoctorVerb {
    func runHostile() throws {
        var isGood = true
        try Interruption.during { stop in
            if let hostile {
                let bar = Progress(isOn: !quiet)
                let clock = ContinuousClock()
                let began = clock.now
                let outcome = try HostileRun().run(frames: hostile, seed: seed, stop: stop) {
                    if !quiet, $0.packets % 8192 == 0 {
                        Console.progress("\(Figures.grouped($0.packets)) of \(Figures.grouped(hostile)) frames")
                    }
                }
                bar.end()
                if !quiet { Console.progress("") }
                let seconds = (clock.now - began) / .seconds(1)
                if format == .json {
                    Console.print(outcome.json(seed: seed))
                } else {
                    show(outcome, seconds: seconds)
                }
                isGood = isGood && judge(outcome)
            }
            if floods, !stop.isRaised { isGood = try runFloods(stop) && isGood }
        }
        guard isGood else { throw ExitCode.failure }
    }

    /// Every spray in turn; then the caps, where a page wants them.
    private func runFloods(_ stop: StopSignal) throws -> Bool {
        var isGood = true
        var gauges: [TableGauge] = []
        for flood in FloodRun.all where !stop.isRaised {
            if !quiet { Console.progress("\(flood.spray.rawValue): \(Figures.grouped(flood.frames)) frames") }
            let outcome = try flood.run(seed: seed, stop: stop)
            if !quiet { Console.progress("") }
            guard !outcome.hostile.isInterrupted else { break }
            gauges = outcome.hostile.gauges
            Console.print(
                "\(flood.spray.rawValue): \(Figures.grouped(flood.frames)) frames, \(memory(outcome.hostile))")
            for gauge in outcome.hostile.gauges where gauge.lost > 0 { show(gauge) }
            if !outcome.foundAttack { Console.say("\(flood.spray.rawValue): the attack behind it was not found") }
            isGood = judge(outcome.hostile) && outcome.isGood && isGood
        }
        guard !stop.isRaised else {
            Console.say("interrupted: the sprays that were not sent prove nothing")
            return false
        }
        if let write, isGood { try writeCaps(gauges, to: write) }
        return isGood
    }

    private func writeCaps(_ gauges: [TableGauge], to path: String) throws {
        var page = GeneratedPage(try String(contentsOfFile: path, encoding: .utf8))
        guard page.renew("caps", with: CapsTable.markdown(gauges)) else {
            throw ValidationError("\(path) has no <!-- caps --> … <!-- /caps --> to write into")
        }
        try page.text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func show(_ outcome: HostileOutcome, seconds: Double) {
        Console.print(
            "\(Figures.counted(outcome.counts.packets, "frame")), \(Figures.grouped(outcome.damaged)) of them damaged, seed \(seed), in \(Figures.duration(seconds)): no trap"
        )
        Console.print(
            "\(Figures.counted(outcome.incidents.count, "incident")), \(Figures.counted(outcome.lines, "line")) of EVE and Zeek logs"
        )
        Console.print("reading ended early:")
        for (stop, count) in outcome.stops {
            Console.print("  \(stop.layer) \(stop.reason)  \(Figures.grouped(count))")
        }
        Console.print("lost or not seen:")
        for (name, count) in outcome.losses where count > 0 {
            Console.print("  \(name.replacing("_", with: " "))  \(Figures.grouped(count))")
        }
        Console.print("tables that were full:")
        for gauge in outcome.gauges where gauge.lost > 0 { show(gauge) }
        Console.print(memory(outcome))
    }

    func show(_ gauge: TableGauge) {
        Console.print(
            "  \(gauge.name)  \(Figures.grouped(gauge.count)) of \(Figures.grouped(gauge.capacity)), \(Figures.grouped(gauge.lost)) lost: \(gauge.whenFull)"
        )
    }

    func memory(_ outcome: HostileOutcome) -> String {
        "memory: \(outcome.peakMemory >> 20) MiB at most, of \(MemoryCap.bytes >> 20) MiB that are allowed"
    }

    /// Says what is wrong; false where anything is.
    func judge(_ outcome: HostileOutcome) -> Bool {
        if outcome.isInterrupted {
            Console.say("interrupted after \(Figures.counted(outcome.counts.packets, "frame"))")
        }
        for gauge in outcome.overfull {
            Console.say("\(gauge.name) holds \(gauge.count), more than its cap of \(gauge.capacity)")
        }
        if outcome.peakMemory > MemoryCap.bytes {
            Console.say("resident memory went over its cap")
        }
        return !outcome.isInterrupted && outcome.overfull.isEmpty && outcome.peakMemory <= MemoryCap.bytes
    }
}
