import Bedrock
import Vocabulary

/// Reads an SSH connection: banners, the first KEXINIT of both sides, then log-ins inferred from sizes.
///
/// Ends with a successful log-in, when nothing more can be inferred, or with what is no SSH. Turns are closed by the other side's
/// bytes, so the outcome of the last try is told with the end of the connection.
/// Bounds: `SSHSide.carryLimit` bytes a side and both KEXINITs until they are compared.
package struct SSHReader: StreamReader {
    private var client = SSHSide()
    private var server = SSHSide()
    private var clientSoftware = ""
    private var hasBanner = false
    private var clientAlgorithms: SSHAlgorithms?
    private var serverAlgorithms: SSHAlgorithms?
    private var inference: SSHLoginInference?
    private var toServer: SSHPacketCutter?
    private var toClient: SSHPacketCutter?
    private var turn = SSHTurn()
    private var turnIsClients = false
    private var cannotInfer = false

    package init() {}

    package mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        var at = 0
        while true {
            let item = fromClient ? client.next(bytes, &at) : server.next(bytes, &at)
            switch item {
            case .nothing: return .more
            case .banner(let line):
                guard takeBanner(line, fromClient, &sink) else { return .done }
            case .keyExchange(let payload): takeKeyExchange(payload, fromClient, &sink)
            case .message(let number):
                // 1 is a farewell.
                if number == 1 { return .done }
            case .encrypted(let range):
                prepare()
                guard inference != nil else {
                    if cannotInfer { return .done }
                    continue
                }
                switchTurn(fromClient, &sink)
                if fromClient {
                    toServer?.cut(bytes, range, into: &turn)
                } else {
                    toClient?.cut(bytes, range, into: &turn)
                }
                if inference?.isDone == true { return .done }
            case .foreign: return hasBanner ? .done : .notMine
            }
        }
    }

    package mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        guard (fromClient ? client.phase : server.phase) == .encrypted, inference != nil else {
            close(into: &sink)
            return .done
        }
        switchTurn(fromClient, &sink)
        if fromClient { toServer?.lose(count, into: &turn) } else { toClient?.lose(count, into: &turn) }
        return .more
    }

    package mutating func close(into sink: inout FactSink) {
        inference?.observe(turn, fromClient: turnIsClients, into: &sink)
        turn = SSHTurn()
        inference?.close(into: &sink)
    }

    /// False when only the banner can be read, as with version 1.
    private mutating func takeBanner(_ line: [UInt8], _ fromClient: Bool, _ sink: inout FactSink) -> Bool {
        hasBanner = true
        return line.withBytes { bytes in
            guard let dash = bytes.firstIndex(of: UInt8(ascii: "-"), in: 4..<bytes.byteCount) else { return false }
            let version = wireText(bytes, 4..<dash)
            let software = wireText(bytes, dash + 1..<bytes.byteCount, &sink.texts)
            if fromClient { clientSoftware = software }
            sink.emit(.sshBanner(SSHBanner(fromClient: fromClient, version: version, software: software)))
            return version == "2.0" || version == "1.99"
        }
    }

    private mutating func takeKeyExchange(_ payload: [UInt8], _ fromClient: Bool, _ sink: inout FactSink) {
        guard (fromClient ? clientAlgorithms : serverAlgorithms) == nil,
            let exchange = payload.withBytes({ sink.exchanges.exchange($0, fromClient: fromClient) })
        else { return }
        if fromClient { clientAlgorithms = exchange.algorithms } else { serverAlgorithms = exchange.algorithms }
        sink.emit(.sshKeyExchange(SSHKeyExchange(fromClient: fromClient, hassh: exchange.hassh)))
    }

    /// Compares the algorithms once, when the first encrypted bytes come.
    private mutating func prepare() {
        guard inference == nil, !cannotInfer else { return }
        guard let client = clientAlgorithms, let server = serverAlgorithms,
            let up = SSHAlgorithms.shape(client: client, server: server, toServer: true),
            let down = SSHAlgorithms.shape(client: client, server: server, toServer: false),
            !SSHAlgorithms.compresses(client: client, server: server, toServer: true),
            !SSHAlgorithms.compresses(client: client, server: server, toServer: false)
        else {
            cannotInfer = true
            return
        }
        clientAlgorithms = nil
        serverAlgorithms = nil
        toServer = SSHPacketCutter(up)
        toClient = SSHPacketCutter(down)
        inference = SSHLoginInference(toServer: up, toClient: down, software: clientSoftware)
    }

    /// The other side speaks: what was said so far is one turn.
    private mutating func switchTurn(_ fromClient: Bool, _ sink: inout FactSink) {
        guard turnIsClients != fromClient else { return }
        inference?.observe(turn, fromClient: turnIsClients, into: &sink)
        turn = SSHTurn()
        turnIsClients = fromClient
    }
}
