import Forge
import TestKit
import Testing

/// The fuzz targets without a fuzzer: a target stops the process where something does not hold.
@Suite struct FuzzTargetTests {
    @Test(arguments: FuzzCatalog.all.map(\.name))
    func `forged inputs and damaged ones keep what the target demands`(_ name: String) throws {
        let target = try #require(FuzzCatalog.target(named: name))
        let seeds = target.seeds().prefix(12)
        #expect(!seeds.isEmpty)
        var mutator = FrameMutator(seed: 11)
        for seed in seeds {
            target.run(seed)
            for _ in 0..<8 {
                var frame = ForgedFrame(timestamp: .scenarioStart, bytes: seed)
                mutator.damage(&frame)
                target.run(frame.bytes)
            }
        }
    }
}
