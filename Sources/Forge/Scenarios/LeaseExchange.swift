package import Vocabulary

/// The four messages by which a machine gets its address.
package struct LeaseExchange {
    package let network: Network
    package init(network: Network) { self.network = network }

    package func broadcast(_ message: DHCP, from host: Host, at time: Timestamp, on timeline: inout Timeline) {
        timeline.emit(
            Ethernet(from: host.mac, to: .broadcast)
                / IPv4(from: IPAddress(0, 0, 0, 0), to: IPAddress(255, 255, 255, 255))
                / UDP(from: 68, to: 67) / message.bytes, at: time)
    }

    package func answer(
        _ kind: DHCP.Kind, _ transaction: UInt32, _ address: IPAddress, to mac: MACAddress, by server: Host,
        at time: Timestamp, on timeline: inout Timeline
    ) {
        var message = DHCP(kind, transaction: transaction, clientMAC: mac)
        message.yourAddress = address
        message.server = server.address
        message.lease = 86_400
        message.router = server.address
        message.resolver = server == network.gateway ? network.resolver.address : server.address
        timeline.emit(
            Ethernet(from: server.mac, to: mac) / IPv4(from: server.address, to: address) / UDP(from: 67, to: 68)
                / message.bytes, at: time)
    }

    /// Discover to acknowledgment. `other` is a second server whose offer comes too late.
    package func renew(
        _ client: Host, by server: Host, beside other: Host? = nil, at time: Timestamp, on timeline: inout Timeline
    ) {
        let transaction = UInt32(truncatingIfNeeded: timeline.random.next())
        var discover = DHCP(.discover, transaction: transaction, clientMAC: client.mac)
        discover.hostname = client.name
        broadcast(discover, from: client, at: time, on: &timeline)
        let offered = time.advanced(bySeconds: 0.004)
        answer(.offer, transaction, client.address, to: client.mac, by: server, at: offered, on: &timeline)
        if let other {
            answer(
                .offer, transaction, client.address, to: client.mac, by: other, at: time.advanced(bySeconds: 0.03),
                on: &timeline)
        }
        var request = DHCP(.request, transaction: transaction, clientMAC: client.mac)
        request.hostname = client.name
        request.requested = client.address
        request.server = server.address
        broadcast(request, from: client, at: offered.advanced(bySeconds: 0.05), on: &timeline)
        answer(
            .ack, transaction, client.address, to: client.mac, by: server, at: offered.advanced(bySeconds: 0.055),
            on: &timeline)
        timeline.resolve(
            server.address, for: client, owner: server, at: offered.advanced(bySeconds: 0.3))
    }

    /// A request to the known server and its acknowledgment: what happens at half of the lease.
    package func extend(_ client: Host, at time: Timestamp, on timeline: inout Timeline) {
        let transaction = UInt32(truncatingIfNeeded: timeline.random.next())
        var request = DHCP(.request, transaction: transaction, clientMAC: client.mac)
        request.clientAddress = client.address
        request.hostname = client.name
        timeline.sendUDP(request.bytes, from: client, 68, to: network.gateway, 67, at: time)
        answer(
            .ack, transaction, client.address, to: client.mac, by: network.gateway, at: time.advanced(bySeconds: 0.003),
            on: &timeline)
    }
}
