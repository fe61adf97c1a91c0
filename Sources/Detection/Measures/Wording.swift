package import Vocabulary

extension FlowKey {
    /// The service the responder offers on this port, for sentences: `ssh`, else `tcp port 4711`.
    package func serviceName(_ service: Service) -> String {
        let known = service == .unknown ? Service(port: responderPort, transport: transport) : service
        return known == .unknown ? "\(transport) port \(responderPort)" : known.name
    }
}
