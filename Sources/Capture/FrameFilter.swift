import Bedrock
import Vocabulary

/// A BPF expression over frames of any link type: one compiled program a link type, made when its first frame comes.
///
/// Bounded: `limit` link types; frames of those that the expression cannot be compiled for are rejected, and that is said.
struct FrameFilter {
    private final class Program {
        let link: LinkType
        let filter: PacketFilter?
        init(_ link: LinkType, _ filter: consuming PacketFilter?) {
            self.link = link
            self.filter = filter
        }
    }

    private static let limit = 32
    let expression: String
    private var current: Program
    private var others: [Program] = []
    private(set) var rejected: UInt64 = 0
    /// Link types for which the expression means nothing.
    private(set) var unfilterable: [LinkType] = []

    /// Compiles the expression for the link type expected first; nil where it is blank.
    init?(_ expression: String?, link: LinkType) throws(CaptureError) {
        guard let expression, expression.contains(where: { !$0.isWhitespace }) else { return nil }
        self.expression = expression
        do {
            current = Program(link, try PacketFilter(expression, link: link.rawValue))
        } catch {
            throw CaptureError(error)
        }
    }

    /// Keeps the frames that pass, in order.
    mutating func apply(_ bytes: RawSpan, _ batch: inout FrameBatch) {
        var kept = 0
        for index in 0..<batch.count {
            let frame = batch.frames[index]
            if frame.link != current.link { turn(to: frame.link) }
            guard
                current.filter?.matches(bytes, offset: frame.offset, captured: frame.captured, wire: frame.wire) == true
            else { continue }
            batch.frames[kept] = frame
            kept += 1
        }
        rejected &+= UInt64(batch.count - kept)
        batch.count = kept
    }

    private mutating func turn(to link: LinkType) {
        let previous = current
        if let known = others.firstIndex(where: { $0.link == link }) {
            current = others.remove(at: known)
        } else {
            let filter = try? PacketFilter(expression, link: link.rawValue)
            if filter == nil, unfilterable.count < Self.limit { unfilterable.append(link) }
            current = Program(link, filter)
        }
        if others.count == Self.limit { others.removeFirst() }
        others.append(previous)
    }

    func write(to report: inout CaptureReport) {
        report.filteredOut = rejected
        for link in unfilterable {
            report.notice(
                "Frames of link type \(link.rawValue) were left out: the filter '\(expression)' cannot read them.")
        }
    }
}
