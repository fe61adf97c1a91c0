/// `[#####.....]  52 %  1,234,567 packets` on one line of the terminal; nothing in a pipe.
struct ProgressBar {
    private var shown = -1

    /// `share` 0...1, or nil where the end is not known.
    mutating func show(share: Double?, packets: UInt64) {
        let permille = share.map { Int($0 * 1000) } ?? Int(packets / 100_000)
        guard permille != shown else { return }
        shown = permille
        guard let share else { return Console.progress("\(Figures.grouped(packets)) packets") }
        let full = Int((share * 30).rounded(.down))
        let bar = String(repeating: "#", count: full) + String(repeating: ".", count: max(0, 30 - full))
        Console.progress("[\(bar)] \(Int(share * 100)) %  \(Figures.grouped(packets)) packets")
    }

    /// Clears the line.
    func end() { if shown >= 0 { Console.progress("") } }
}
