import Foundation
import TestKit

/// `fuzz`: lists the targets. `fuzz seeds TARGET FOLDER`: writes its seeds. `fuzz TARGET …`: libFuzzer's options and folders.
///
/// Built by scripts/fuzz.sh alone, with the address sanitizer and libFuzzer.
@main
enum Fuzz {
    // safe: set once, before libFuzzer starts the one thread that reads it.
    nonisolated(unsafe) static var target = FuzzCatalog.all[0]

    static func main() throws {
        let words = CommandLine.arguments
        guard words.count > 1 else { return FuzzCatalog.all.forEach { print($0.name) } }
        let isSeeding = words[1] == "seeds" && words.count == 4
        let name = isSeeding ? words[2] : words[1]
        guard let chosen = FuzzCatalog.target(named: name) else {
            print("There is no target \(name). Without arguments they are listed.")
            exit(2)
        }
        if isSeeding {
            for (index, seed) in chosen.seeds().enumerated() {
                try Data(seed).write(to: URL(fileURLWithPath: words[3]).appendingPathComponent("seed-\(index)"))
            }
            return
        }
        target = chosen
        var count = CInt(words.count - 1)
        var copies: [UnsafeMutablePointer<CChar>?] = words.dropFirst().map { strdup($0) } + [nil]
        let status = copies.withUnsafeMutableBufferPointer { buffer in
            var first = buffer.baseAddress
            return runDriver(&count, &first) { data, size in
                Fuzz.target.run(data.map { Array(UnsafeBufferPointer(start: $0, count: size)) } ?? [])
                return 0
            }
        }
        exit(status)
    }
}

/// libFuzzer as a library (FuzzerInterface.h); Swift's and C's calling conventions agree on pointers.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
