import Capture
import Flows
import Forge
import Sentinel
import Testing
import Vocabulary

/// Traffic that means harm, through the whole path: it comes back, and nothing holds more than it may.
@Suite(.serialized) struct HostileRunTests {
    @Test func `damaged frames of every scenario never trap and the same seed gives the same outcome`() throws {
        let first = try HostileRun().run(frames: 4000, seed: 7)
        let again = try HostileRun().run(frames: 4000, seed: 7)
        #expect(first.counts.packets == 4000)
        #expect(first.damaged > 500)
        #expect(first.overfull.isEmpty)
        #expect(first.stops.count > 10)
        #expect(first.incidents == again.incidents)
        #expect(first.gauges == again.gauges)
    }

    @Test func `an interrupted run says so`() throws {
        let stop = StopSignal()
        stop.raise()
        let outcome = try HostileRun().run(frames: 4000, seed: 7, stop: stop)
        #expect(outcome.isInterrupted)
        #expect(outcome.counts.packets < 4000)
        #expect(try !FloodRun(.ports, frames: 400).run(stop: stop).isGood)
    }

    @Test(arguments: Spray.allCases)
    func `a spray keeps every table within its cap, and the attack behind it is found`(_ spray: Spray) throws {
        var hostile = HostileRun()
        hostile.flows.capacity = 2000
        hostile.flows.endedTuples = 2000
        hostile.writesLines = false
        let outcome = try FloodRun(spray, frames: 8000).run(hostile)
        #expect(outcome.hostile.overfull.isEmpty)
        #expect(outcome.target != nil)
        #expect(outcome.foundAttack)
    }
}
