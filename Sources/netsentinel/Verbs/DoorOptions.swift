import ArgumentParser
import Sentinel

/// Where dashboard and API can be reached.
struct DoorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Where dashboard and API listen; port 0 takes any free one.", valueName: "host:port"))
    var listen = "127.0.0.1:8000"

    @Flag(help: "No dashboard and no API, and nothing is stored unless --data is given.")
    var noWeb = false

    @Option(help: ArgumentHelp("Certificate chain for HTTPS, PEM.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("Its private key, PEM.", valueName: "file"))
    var tlsKey: String?

    @Flag(help: "HTTPS with a certificate made at the first start.")
    var tls = false

    @Option(
        help: ArgumentHelp(
            "A further name by which people reach the dashboard (may be given again).", valueName: "host"))
    var listenName: [String] = []

    func validate() throws {
        guard ServiceSettings.Door(listen: listen) != nil else {
            throw ValidationError("--listen takes host:port, such as 127.0.0.1:8000")
        }
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key belong together")
        }
    }

    /// Nil with `--no-web`.
    var door: ServiceSettings.Door? {
        guard !noWeb, var door = ServiceSettings.Door(listen: listen) else { return nil }
        door.names = listenName
        if let tlsCertificate, let tlsKey { door.transport = .files(certificate: tlsCertificate, key: tlsKey) }
        if tls { door.transport = .selfSigned }
        return door
    }
}
