/// The five numbers that name a conversation, seen from its initiator.
public struct FlowKey: Hashable, Sendable, BitwiseCopyable {
    public var initiator: IPAddress
    public var responder: IPAddress
    public var initiatorPort: UInt16
    public var responderPort: UInt16
    public var transport: IPProtocol

    @inlinable
    public init(
        initiator: IPAddress, initiatorPort: UInt16, responder: IPAddress, responderPort: UInt16, transport: IPProtocol
    ) {
        self.initiator = initiator
        self.responder = responder
        self.initiatorPort = initiatorPort
        self.responderPort = responderPort
        self.transport = transport
    }

    /// For events that belong to no flow.
    public static var none: FlowKey {
        FlowKey(
            initiator: .unspecified, initiatorPort: 0, responder: .unspecified, responderPort: 0,
            transport: IPProtocol(rawValue: 0))
    }
}

extension FlowKey: CustomStringConvertible {
    /// `tcp 10.0.0.1:4711 > [2001:db8::1]:22`
    public var description: String {
        func side(_ address: IPAddress, _ port: UInt16) -> String {
            address.isV4 ? "\(address):\(port)" : "[\(address)]:\(port)"
        }
        return "\(transport) \(side(initiator, initiatorPort)) > \(side(responder, responderPort))"
    }
}
