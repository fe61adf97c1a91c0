import Vocabulary

/// What the two sides of one flow said and what was not written yet: the halves of `tls`, `http` and `ssh` lines.
struct EVESession {
    private let first: FlowEvent
    private var clientHello: TLSClientHello?
    private var serverHello: TLSServerHello?
    private var certificate: TLSCertificate?
    private var requests: [(event: FlowEvent, request: HTTPRequest)] = []
    private var clientBanner: SSHBanner?
    private var serverBanner: SSHBanner?
    private var clientHassh = ""
    private var serverHassh = ""
    private static let requestCap = 16

    init(_ event: FlowEvent) { first = event }

    /// Takes a fact; the answer is the lines that are complete now.
    mutating func take(_ fact: ApplicationFact, _ event: FlowEvent, interface: String) -> [String] {
        switch fact {
        case .tlsClientHello(let hello): clientHello = hello
        case .tlsServerHello(let hello): serverHello = hello
        case .tlsCertificate(let found): certificate = found
        case .sshBanner(let banner):
            if banner.fromClient { clientBanner = banner } else { serverBanner = banner }
        case .sshKeyExchange(let exchange):
            if exchange.fromClient { clientHassh = exchange.hassh } else { serverHassh = exchange.hassh }
        case .httpRequest(let request):
            requests.append((event, request))
            if requests.count > Self.requestCap {
                let early = requests.removeFirst()
                return [EVELine.http(early.request, nil, early.event, interface: interface)]
            }
        case .httpResponse(let response):
            guard let place = requests.firstIndex(where: { $0.request.index == response.index }) else {
                return [EVELine.http(nil, response, event, interface: interface)]
            }
            let asked = requests.remove(at: place)
            return [EVELine.http(asked.request, response, asked.event, interface: interface)]
        default: break
        }
        return []
    }

    /// The flow ended: whatever is still held back.
    mutating func rest(interface: String) -> [String] {
        var lines = requests.map { EVELine.http($0.request, nil, $0.event, interface: interface) }
        requests = []
        if clientHello != nil || serverHello != nil || certificate != nil {
            lines.append(EVELine.tls(clientHello, serverHello, certificate, first, interface: interface))
        }
        if clientBanner != nil || serverBanner != nil || !clientHassh.isEmpty || !serverHassh.isEmpty {
            lines.append(
                EVELine.ssh(
                    client: (clientBanner, clientHassh), server: (serverBanner, serverHassh), first,
                    interface: interface))
        }
        return lines
    }
}
