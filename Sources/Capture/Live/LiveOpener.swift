import Bedrock
import Vocabulary

/// Opens interfaces: by the ring where it can, by libpcap where it must.
struct LiveOpener: Sendable {
    private static let smallestRing = 4 << 20
    let settings: LiveSettings
    private let prefersLibpcap: Bool

    init(_ options: CaptureOptions) {
        var settings = LiveSettings()
        settings.ringBytes = max(options.ringBytes, Self.smallestRing)
        settings.isPromiscuous = options.promiscuous
        settings.snapLength = min(max(options.snapLength, 64), CaptureLimits.frame)
        settings.fanOut = options.fanOut
        settings.filter = options.filter ?? ""
        self.settings = settings
        // The kernel has taken the VLAN tag out of the frame when a filter looks at it; libpcap knows how to ask for it.
        let words = settings.filter.split { !$0.isLetter && !$0.isNumber }
        prefersLibpcap = options.prefersLibpcap || words.contains("vlan")
    }

    func open(_ name: String, _ report: inout CaptureReport) throws(CaptureError) -> any LiveBackend {
        let interface = NetworkInterface(named: name)
        guard interface != nil || name == "any" else { throw Self.unknown(name) }
        do throws(BedrockError) {
            var settings = settings
            // A group of workers belongs to one interface.
            if let group = settings.fanOut {
                settings.fanOut = group &+ UInt16(truncatingIfNeeded: interface?.index ?? 0)
            }
            if let interface, interface.isRingReadable, !prefersLibpcap {
                return try ring(interface, settings, &report)
            }
            let backend = try PcapBackend(name, settings)
            if let warning = backend.warning { report.notice("\(name): \(warning)") }
            return backend
        } catch {
            throw Self.explained(error, name)
        }
    }

    /// The ring as large as asked for, or as large as the kernel has memory for; libpcap where there is none at all.
    private func ring(
        _ interface: NetworkInterface, _ settings: LiveSettings, _ report: inout CaptureReport
    ) throws(BedrockError) -> any LiveBackend {
        var settings = settings
        while true {
            do throws(BedrockError) {
                return try RingBackend(interface, settings)
            } catch {
                switch error.code {
                case .outOfMemory where settings.ringBytes / 2 >= Self.smallestRing:
                    settings.ringBytes /= 2
                    report.notice(
                        "\(interface.name): no memory for the ring; trying \(settings.ringBytes >> 20) MiB. Frames may be lost."
                    )
                case .unsupported, .outOfMemory:
                    report.notice("\(interface.name): no ring here (\(error.message)); reading by libpcap.")
                    return try PcapBackend(interface.name, settings)
                default: throw error
                }
            }
        }
    }

    private static func unknown(_ name: String) -> CaptureError {
        let names = NetworkInterface.all().map(\.name).joined(separator: ", ")
        return CaptureError(.noSuchInterface, "There is no interface '\(name)'. There are: \(names).")
    }

    /// The one message that a user without rights needs.
    private static func explained(_ error: BedrockError, _ name: String) -> CaptureError {
        guard error.code == .notPermitted else { return CaptureError(error) }
        let program = ProcessFacts.executable ?? "netsentinel"
        return CaptureError(
            .notPermitted,
            """
            Capturing on \(name) needs rights that this user does not have. Give them to the program once:
              sudo setcap cap_net_raw,cap_net_admin=eip \(program)
            or run it with sudo.
            """, cause: error)
    }
}
