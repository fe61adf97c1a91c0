import Pipeline
import Vocabulary

/// `[#####.....]  52 %  1,234,567 packets` on one line of the terminal; nothing in a pipe.
final class Progress {
    private let isOn: Bool
    private var shown = -1

    init(isOn: Bool) { self.isOn = isOn }

    func show(_ progress: PipelineProgress) {
        guard isOn else { return }
        let step = progress.share.map { Int($0 * 1000) } ?? Int(progress.packets / 100_000)
        guard step != shown else { return }
        shown = step
        let packets = "\(Figures.grouped(progress.packets)) packets"
        guard let share = progress.share else { return Console.progress(packets) }
        let full = Int((share * 30).rounded(.down))
        let bar = String(repeating: "#", count: full) + String(repeating: ".", count: max(0, 30 - full))
        Console.progress("[\(bar)] \(Int(share * 100)) %  \(packets)")
    }

    /// Clears the line.
    func end() {
        if shown >= 0 { Console.progress("") }
    }
}
