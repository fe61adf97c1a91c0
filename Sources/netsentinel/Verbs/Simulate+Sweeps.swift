import ArgumentParser
import Capture
import Forge
import Foundation
import Sentinel

/// `netsentinel simulate --sweeps`: every forged sweep through the whole path, as a table; with `--write`, into docs/detection.md.
extension Simulate {
    func runSweeps() throws {
        let chosen = SweepCatalog.all.filter { scenario == nil || $0.scenario.card.name == scenario }
        if let scenario, chosen.isEmpty {
            _ = try ScenarioCatalog.find(scenario)
            throw ValidationError("no sweep turns the knobs of \(scenario)")
        }
        guard scenario == nil || write == nil else {
            throw ValidationError("--write wants every sweep: leave the scenario out")
        }
        var page = try write.map { try Self.page($0) }
        var outcomes: [SweepOutcome] = []
        try Interruption.during { stop in
            for (index, sweep) in chosen.enumerated() where !stop.isRaised {
                if !quiet { Console.progress("\(index + 1) of \(chosen.count): \(sweep)") }
                let outcome = try sweep.run(seed: seed, stop: stop)
                if outcome.isComplete { outcomes.append(outcome) }
            }
        }
        if !quiet { Console.progress("") }
        let table = SweepTable.markdown(outcomes)
        guard let write, page != nil else { return Console.print(table) }
        guard outcomes.count == chosen.count else { throw ValidationError("interrupted: \(write) is as it was") }
        for (name, content) in [("sweeps", table), ("rules", RuleCards.markdown)] {
            guard page?.renew(name, with: content) == true else {
                throw ValidationError("\(write) has no <!-- \(name) --> … <!-- /\(name) --> to write into")
            }
        }
        try page?.text.write(toFile: write, atomically: true, encoding: .utf8)
        if !quiet {
            Console.say("\(write): \(outcomes.count { $0.isFound }) of \(outcomes.count) sweeps as they should be")
        }
    }

    private static func page(_ path: String) throws -> GeneratedPage {
        do {
            return GeneratedPage(try String(contentsOfFile: path, encoding: .utf8))
        } catch {
            throw ValidationError("could not read \(path): --write renews the marked parts of a page that is there")
        }
    }
}
