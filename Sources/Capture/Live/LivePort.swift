import Bedrock
import Vocabulary

/// One interface that is watched, whether it is up or not: opened, lost, watched for, opened again.
final class LivePort {
    private static let retryNanoseconds: Int64 = 500_000_000
    let name: String
    let place: UInt16
    private let settings: LiveSettings
    private let opener: LiveOpener
    private(set) var backend: (any LiveBackend)?
    private var isDown = false
    private var nextLook: Int64 = 0
    /// Of handles that were closed since.
    private var past = LiveStatistics()
    private var frames: UInt64 = 0
    private var link: LinkType
    private var format: String

    init(_ name: String, place: UInt16, opener: LiveOpener, report: inout CaptureReport) throws(CaptureError) {
        self.name = name
        self.place = place
        self.opener = opener
        settings = opener.settings
        let opened = try opener.open(name, &report)
        backend = opened
        link = opened.link
        format = opened.formatName
        if let interface = NetworkInterface(named: name), !interface.isUp {
            isDown = true
            report.notice("\(name) is down; waiting for it.")
        }
    }

    /// What to wait for; nil while the interface is gone.
    var descriptor: Int32? { backend?.descriptor }

    /// Adds frames to the empty batch. False when there are none now.
    func fill(_ batch: inout FrameBatch) -> Bool {
        guard let backend, case .frames = backend.fill(&batch, interface: place) else { return false }
        frames &+= UInt64(batch.count)
        return batch.count > 0
    }

    /// Looks after the interface when nothing came, twice a second: said when it went, opened again when it is back.
    func attend(now: Int64, _ report: inout CaptureReport) {
        let problem = backend?.failure()
        // The ring's socket goes on when the interface does; anything else that failed does not.
        if let problem, !(backend is RingBackend && problem.code == .interfaceDown) { close() }
        guard problem != nil || now >= nextLook else { return }
        nextLook = now &+ Self.retryNanoseconds
        let interface = NetworkInterface(named: name)
        let isMissing = interface == nil && name != "any"
        if isMissing || (interface != nil && backend?.interfaceIndex != interface?.index) { close() }
        let isUp = !isMissing && interface?.isUp != false
        if isDown || problem != nil || !isUp || backend == nil {
            turn(isUp: isUp, isMissing: isMissing, sawProblem: problem != nil, &report)
        }
    }

    private func turn(isUp: Bool, isMissing: Bool, sawProblem: Bool, _ report: inout CaptureReport) {
        if !isDown, sawProblem || !isUp || backend == nil {
            isDown = true
            report.notice(isMissing ? "\(name) is gone; waiting for it." : "\(name) went down; waiting for it.")
        }
        guard isUp else { return }
        if backend == nil {
            do {
                let again = try opener.open(name, &report)
                backend = again
                link = again.link
            } catch {
                report.notice(error.message)
                return
            }
        }
        if isDown { report.notice("\(name) is up again.") }
        isDown = false
    }

    private func close() {
        guard let backend else { return }
        past = past + backend.statistics()
        self.backend = nil
    }

    /// This interface's line of the report, and what it adds to the totals.
    func write(to report: inout CaptureReport) {
        let sum = backend.map { past + $0.statistics() } ?? past
        var line = InterfaceReport(name: name, link: link)
        line.frames = frames
        line.received = sum.received
        line.droppedByInterface = sum.droppedByInterface
        line.droppedBySystem = sum.lost
        report.interfaces.append(line)
        report.ringDrops &+= sum.lost
        report.kernelDrops &+= sum.droppedByInterface
        if !report.format.split(separator: ",").contains(Substring(format)) {
            report.format += report.format.isEmpty ? format : ",\(format)"
        }
    }
}
