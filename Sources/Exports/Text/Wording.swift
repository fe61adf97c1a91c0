import Vocabulary

/// Names of cases that stand in every line. Printing an enumeration looks them up by reflection each time, which costs more than the
/// rest of a field.
enum Wording {
    private static let services = Service.allCases.map(\.name)

    static func service(_ service: Service) -> String { services[Int(service.rawValue)] }

    static func variant(_ variant: DNSVariant) -> String {
        switch variant {
        case .dns: "dns"
        case .mdns: "mdns"
        case .llmnr: "llmnr"
        case .nbns: "nbns"
        }
    }

    static func operation(_ operation: NeighborFact.Operation) -> String {
        switch operation {
        case .request: "request"
        case .reply: "reply"
        case .router: "router"
        case .redirect: "redirect"
        }
    }
}
