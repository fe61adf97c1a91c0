import Bedrock
import Vocabulary
import Web

/// How the service is set up: where it keeps what it knows, and where it can be reached.
package struct ServiceSettings: Sendable {
    /// The folder of the store.
    package var data: String
    /// Nil: no web service.
    package var web: Door?
    /// Nil: no router sends its log here.
    package var syslog: SyslogDoor?
    /// What is watched, for people.
    package var source = ""
    /// Traffic that is made up, marked so everywhere.
    package var isForged = false
    /// Nil where the source is live; 0 for as fast as it can be read.
    package var replaySpeed: Double?
    package var version = ""

    package init(data: String) { self.data = data }

    /// The street door.
    package struct Door: Sendable {
        package enum Transport: Sendable {
            case plain
            case files(certificate: String, key: String)
            /// Made at the first start, kept in the data folder.
            case selfSigned
        }
        package var host = "127.0.0.1"
        package var port = 8000
        package var transport = Transport.plain
        /// Further names by which people reach it.
        package var names: [String] = []

        package init() {}

        /// `host:port`, `[v6]:port`, `:port` or a port; nil for anything else.
        package init?(listen text: String) {
            var port = Substring(text)
            if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
                port = text[text.index(after: colon)...]
                var name = text[..<colon]
                if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
                if !name.isEmpty { host = String(name) }
            }
            guard let number = UInt16(port) else { return nil }
            self.port = Int(number)
        }

        func settings(data: String, version: String) -> WebSettings {
            var settings = WebSettings()
            settings.host = host
            settings.port = port
            settings.names = names
            settings.version = version
            settings.uploadFolder = data + "/uploads"
            settings.now = { WallClock.now }
            settings.transport =
                switch transport {
                case .plain: .plain
                case .files(let certificate, let key): .files(certificate: certificate, key: key)
                case .selfSigned: .selfSigned(folder: data + "/tls")
                }
            return settings
        }
    }

    /// Where a router's log comes in, by UDP.
    package struct SyslogDoor: Sendable, Hashable {
        package var host = "127.0.0.1"
        package var port: UInt16
        /// Of senders that write local time; nil: this machine's.
        package var zone: String?

        /// `address:port`, `[v6]:port`, `:port` or a port; nil for anything else.
        package init?(listen text: String) {
            guard let door = Door(listen: text), let port = UInt16(exactly: door.port) else { return nil }
            host = door.host
            self.port = port
        }

        /// Only this machine can send to it.
        package var isLoopback: Bool { IPAddress(host)?.isLoopback ?? false }
    }
}
