import Bedrock
package import Capture
import Exports
import Foundation

/// Looks at this machine: what the program needs, what it found, and the exact remedy for what is not there.
///
/// Nothing is changed and nothing is sent: the ring is tried on the loopback for a moment and given back.
package enum Doctor {
    package static func examine() -> [Checkup] {
        [interfaces()] + capture() + [libpcap(), kernel(), clock(), memory(), disk("."), program("nft")]
    }

    /// The checkups as one JSON document.
    package static func json(_ checkups: [Checkup]) -> String {
        var writer = JSONWriter(indentation: 2)
        writer.object { document in
            document.field("ok", !checkups.contains { $0.verdict == .missing })
            document.array("checks") { list in
                for checkup in checkups {
                    list.object {
                        $0.field("name", checkup.name)
                        $0.field("verdict", checkup.verdict.rawValue)
                        $0.field("found", checkup.found)
                        $0.field("remedy", ifPresent: checkup.remedy ?? "")
                    }
                }
            }
        }
        return writer.text
    }

    private static func interfaces() -> Checkup {
        let all = NetworkInterface.all()
        let texts = all.filter { $0.isUp && !$0.isLoopback }.map { interface in
            interface.isRunning ? interface.name : "\(interface.name) (no carrier)"
        }
        if all.isEmpty {
            return Checkup("interfaces", .missing, "none", remedy: "give this machine or container a network interface")
        }
        guard !texts.isEmpty else {
            let down = all.first { !$0.isLoopback }?.name ?? "eth0"
            return Checkup("interfaces", .warning, "only the loopback is up", remedy: "ip link set \(down) up")
        }
        return Checkup("interfaces", .good, texts.joined(separator: ", "))
    }

    /// Tries to capture: the right to, and the kernel's ring.
    private static func capture() -> [Checkup] {
        guard let name = NetworkInterface.all().first(where: \.isLoopback)?.name ?? NetworkInterface.all().first?.name
        else { return [] }
        var options = CaptureOptions()
        options.ringBytes = 4 << 20
        options.promiscuous = false
        do {
            var capture = try LiveCapture([name], options: options)
            return judge(capture.report())
        } catch {
            let rights = error.code == .notPermitted
            let program = ProcessFacts.executable ?? "netsentinel"
            return [
                Checkup(
                    "capture", .missing, rights ? "this user may not capture" : error.message,
                    remedy: rights ? "sudo setcap cap_net_raw,cap_net_admin=eip \(program)" : nil)
            ]
        }
    }

    /// What opening an interface for a moment showed.
    package static func judge(_ report: CaptureReport) -> [Checkup] {
        let right = Checkup("capture", .good, "this user may capture")
        guard let notice = report.notices.first else {
            return [right, Checkup("ring", .good, "AF_PACKET with TPACKET_V3")]
        }
        return [
            right,
            Checkup(
                "ring", .warning, notice,
                remedy:
                    "use a kernel with AF_PACKET and TPACKET_V3 (Linux 3.2 or newer); until then libpcap copies frames"
            ),
        ]
    }

    private static func libpcap() -> Checkup { Checkup("libpcap", .good, PcapHandle.libraryVersion) }

    private static func kernel() -> Checkup {
        Checkup("kernel", .good, ProcessInfo.processInfo.operatingSystemVersionString)
    }

    private static func clock() -> Checkup {
        let now = Date()
        let text = now.formatted(.iso8601)
        guard now.timeIntervalSince1970 > 1_735_689_600 else {
            return Checkup("time", .warning, "the clock says \(text)", remedy: "timedatectl set-ntp true")
        }
        return Checkup("time", .good, text)
    }

    private static func memory() -> Checkup {
        let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
            let kibibytes = Int(line.filter(\.isNumber))
        else { return Checkup("memory", .warning, "the kernel does not say how much is free") }
        return judge(freeMemory: kibibytes << 10)
    }

    /// Free memory against the most that hostile traffic can make the program take.
    package static func judge(freeMemory bytes: Int) -> Checkup {
        let free = "\(bytes >> 20) MiB available, \(MemoryCap.bytes >> 20) MiB wanted under attack"
        return bytes >= MemoryCap.bytes
            ? Checkup("memory", .good, free)
            : Checkup(
                "memory", .warning, free, remedy: "add memory, or expect the kernel to end the program in a flood")
    }

    private static func disk(_ path: String) -> Checkup {
        let free = (try? FileManager.default.attributesOfFileSystem(forPath: path))?[.systemFreeSize] as? NSNumber
        guard let free else { return Checkup("disk", .warning, "the free space here is not known") }
        return judge(freeDisk: free.int64Value)
    }

    package static func judge(freeDisk bytes: Int64) -> Checkup {
        let text = "\(bytes >> 20) MiB free here"
        return bytes >= 1 << 30
            ? Checkup("disk", .good, text)
            : Checkup("disk", .warning, text, remedy: "free some space before logs are written with --out")
    }

    /// A program that later steps run.
    private static func program(_ name: String) -> Checkup {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
        guard let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") })
        else {
            return Checkup(name, .warning, "not there: blocking needs it", remedy: "apt-get install nftables")
        }
        return Checkup(name, .good, "\(folder)/\(name)")
    }
}
