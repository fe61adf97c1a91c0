import Vocabulary

/// What the two sides of one flow said and what was not written yet: the halves of `tls`, `http` and `ssh` lines.
///
/// Bounds: 16 requests that wait for their answer; then the oldest is written alone.
struct EVESession {
    /// What one side of an SSH connection told of itself.
    struct SSHSide {
        var banner: SSHBanner?
        var hassh = ""
        var isEmpty: Bool { banner == nil && hassh.isEmpty }
    }

    private let first: FlowEvent
    private var clientHello: TLSClientHello?
    private var serverHello: TLSServerHello?
    private var certificate: TLSCertificate?
    private var requests: [(event: FlowEvent, request: HTTPRequest)] = []
    private var client = SSHSide()
    private var server = SSHSide()
    private static let requestCap = 16

    init(_ event: FlowEvent) { first = event }

    /// A line that is complete.
    enum Ready {
        case http(HTTPRequest?, HTTPResponse?, FlowEvent)
        case tls(TLSClientHello?, TLSServerHello?, TLSCertificate?, FlowEvent)
        case ssh(client: SSHSide, server: SSHSide, FlowEvent)
    }

    /// Takes a fact; the answer is the line that is complete now.
    mutating func take(_ fact: ApplicationFact, _ event: FlowEvent) -> Ready? {
        switch fact {
        case .tlsClientHello(let hello): clientHello = hello
        case .tlsServerHello(let hello): serverHello = hello
        case .tlsCertificate(let found): certificate = found
        case .sshBanner(let banner):
            if banner.fromClient { client.banner = banner } else { server.banner = banner }
        case .sshKeyExchange(let exchange):
            if exchange.fromClient { client.hassh = exchange.hassh } else { server.hassh = exchange.hassh }
        case .httpRequest(let request):
            requests.append((event, request))
            if requests.count > Self.requestCap {
                let early = requests.removeFirst()
                return .http(early.request, nil, early.event)
            }
        case .httpResponse(let response):
            guard let place = requests.firstIndex(where: { $0.request.index == response.index }) else {
                return .http(nil, response, event)
            }
            let asked = requests.remove(at: place)
            return .http(asked.request, response, asked.event)
        default: break
        }
        return nil
    }

    /// The flow ended: whatever is still held back.
    var rest: [Ready] {
        var ready = requests.map { Ready.http($0.request, nil, $0.event) }
        if clientHello != nil || serverHello != nil || certificate != nil {
            ready.append(.tls(clientHello, serverHello, certificate, first))
        }
        if !client.isEmpty || !server.isEmpty { ready.append(.ssh(client: client, server: server, first)) }
        return ready
    }
}
