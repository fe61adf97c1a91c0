/// One parser, as a fuzzer sees it: bytes in, no trap, and what must hold of what comes out.
///
/// `run` stops the process with a precondition where something does not hold, as a trap in the parser itself would. The same
/// targets serve `make fuzz` (libFuzzer), which looks for new inputs, and the tests, which go over the seeds and the inputs
/// that once failed.
package struct FuzzTarget: Sendable {
    package let name: String
    /// Inputs to begin with, forged.
    package let seeds: @Sendable () -> [[UInt8]]
    package let run: @Sendable ([UInt8]) -> Void

    package init(
        _ name: String, seeds: @escaping @Sendable () -> [[UInt8]], run: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.name = name
        self.seeds = seeds
        self.run = run
    }
}

/// Every target there is: one for each parser of the program.
package enum FuzzCatalog {
    package static let all: [FuzzTarget] =
        [CaptureFuzz.files, FrameFuzz.target] + DatagramFuzz.targets + StreamFuzz.readers + [
            StreamFuzz.segments, PathFuzz.target,
        ] + TextFuzz.targets + ModelFuzz.targets

    package static func target(named name: String) -> FuzzTarget? { all.first { $0.name == name } }
}
