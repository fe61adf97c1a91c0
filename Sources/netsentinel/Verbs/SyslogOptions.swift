import ArgumentParser
import Sentinel

/// Where a router's log comes in while the service runs.
struct SyslogOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Take a router's log by UDP (iptables style), on loopback unless an address is given.",
            valueName: "address:port"))
    var syslog: String?

    @Option(
        name: .long,
        help: "Zone of routers that write local time, such as Europe/Berlin; this machine's when not given.")
    var syslogZone: String?

    func validate() throws {
        if let syslog, ServiceSettings.SyslogDoor(listen: syslog) == nil {
            throw ValidationError("--syslog takes address:port, such as 127.0.0.1:5514 or 192.168.1.2:514")
        }
    }

    var door: ServiceSettings.SyslogDoor? {
        var door = syslog.flatMap { ServiceSettings.SyslogDoor(listen: $0) }
        door?.zone = syslogZone
        return door
    }

    /// UDP names its sender without proof: who can reach the port can write what is believed.
    func warn() {
        guard let door else { return }
        Console.say(
            door.isLoopback
                ? "Router log: UDP \(door.host) port \(door.port)."
                : "Router log: UDP \(door.host) port \(door.port), open to the network: whoever reaches it can send lines."
        )
    }
}
