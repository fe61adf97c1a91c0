/// DCE/RPC version 5 (C706, MS-RPCE): binding to an interface and calling it.
package struct DCERPC: Sendable {
    package enum Interface: Sendable, CaseIterable {
        /// Service control manager.
        case svcctl
        /// Task scheduler, old and new.
        case atsvc, taskScheduler
        /// Object activation on port 135.
        case systemActivator
        /// Object exporter and its life-cycle.
        case remoteUnknown
        case wbemLevel1Login, wbemServices
        /// Automation, such as MMC20.Application.
        case dispatch
        /// Endpoint mapper.
        case epmapper

        package var uuid: (UInt32, UInt16, UInt16, [UInt8]) {
            switch self {
            case .svcctl: (0x367A_BB81, 0x9844, 0x35F1, [0xAD, 0x32, 0x98, 0xF0, 0x38, 0x00, 0x10, 0x03])
            case .atsvc: (0x1FF7_0682, 0x0A51, 0x30E8, [0x07, 0x6D, 0x74, 0x0B, 0xE8, 0xCE, 0xE9, 0x8B])
            case .taskScheduler: (0x86D3_5949, 0x83C9, 0x4044, [0xB4, 0x24, 0xDB, 0x36, 0x32, 0x31, 0xFD, 0x0C])
            case .systemActivator: (0x0000_01A0, 0, 0, [0xC0, 0, 0, 0, 0, 0, 0, 0x46])
            case .remoteUnknown: (0x0000_0143, 0, 0, [0xC0, 0, 0, 0, 0, 0, 0, 0x46])
            case .wbemLevel1Login: (0xF309_AD18, 0xD86A, 0x11D0, [0xA0, 0x75, 0x00, 0xC0, 0x4F, 0xB6, 0x88, 0x20])
            case .wbemServices: (0x9556_DC99, 0x828C, 0x11CF, [0xA3, 0x7E, 0x00, 0xAA, 0x00, 0x32, 0x40, 0xC7])
            case .dispatch: (0x0002_0400, 0, 0, [0xC0, 0, 0, 0, 0, 0, 0, 0x46])
            case .epmapper: (0xE1AF_8308, 0x5D1F, 0x11C9, [0x91, 0xA4, 0x08, 0x00, 0x2B, 0x14, 0xA0, 0xFA])
            }
        }

        var version: UInt16 {
            self == .svcctl ? 2 : self == .epmapper ? 3 : self == .atsvc || self == .taskScheduler ? 1 : 0
        }
    }

    private var call: UInt32 = 0
    /// Bodies are sealed, as with packet privacy; only the operation stays readable.
    package var isSealed: Bool

    package init(isSealed: Bool = false) { self.isSealed = isSealed }

    package mutating func bind(_ interface: Interface, context: UInt16 = 0) -> (request: [UInt8], response: [UInt8]) {
        call += 1
        let transfer: [UInt8] = [
            0x04, 0x5D, 0x88, 0x8A, 0xEB, 0x1C, 0xC9, 0x11, 0x9F, 0xE8, 8, 0, 0x2B, 0x10, 0x48, 0x60, 2, 0, 0, 0,
        ]
        var ask: [UInt8] = [0xD0, 0x16, 0xD0, 0x16, 0, 0, 0, 0, 1, 0, 0, 0]
        ask.append16LE(context)
        ask += [1, 0]
        ask.append32LE(interface.uuid.0)
        ask.append16LE(interface.uuid.1)
        ask.append16LE(interface.uuid.2)
        ask += interface.uuid.3
        ask.append16LE(interface.version)
        ask.append16LE(0)
        ask += transfer
        var answer: [UInt8] = [0xD0, 0x16, 0xD0, 0x16, 0x34, 0x12, 0, 0, 4, 0]
        answer += Array("135\0".utf8) + [0, 0] + [1, 0, 0, 0, 0, 0, 0, 0] + transfer
        return (packet(11, ask), packet(12, answer))
    }

    package mutating func request(
        _ operation: UInt16, _ stub: [UInt8], answer: [UInt8], context: UInt16 = 0
    ) -> (request: [UInt8], response: [UInt8]) {
        call += 1
        var ask: [UInt8] = []
        ask.append32LE(UInt32(stub.count))
        ask.append16LE(context)
        ask.append16LE(operation)
        var reply: [UInt8] = []
        reply.append32LE(UInt32(answer.count))
        reply.append16LE(context)
        reply.append16LE(0)
        return (packet(0, ask + stub, sealed: isSealed), packet(2, reply + answer, sealed: isSealed))
    }

    private func packet(_ type: UInt8, _ body: [UInt8], sealed: Bool = false) -> [UInt8] {
        var trailer: [UInt8] = []
        if sealed {
            let padding = (16 - body.count % 16) % 16
            trailer = Array(repeating: 0, count: padding) + [10, 6, UInt8(padding), 0, 0, 0, 0, 0]
            trailer += [1, 0, 0, 0] + Noise.fixed(12)
        }
        var out: [UInt8] = [5, 0, type, 3, 0x10, 0, 0, 0]
        out.append16LE(UInt16(16 + body.count + trailer.count))
        out.append16LE(sealed ? 16 : 0)
        out.append32LE(call)
        return out + body + trailer
    }
}

/// Parameters of service control calls (MS-SCMR), in clear.
extension DCERPC {
    /// A context handle as svcctl returns it.
    package static let handle: [UInt8] = [0, 0, 0, 0] + Noise.fixed(16)

    package static let openManager: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0x3F, 0, 0x0F, 0]

    package static func createService(name: String, path: String) -> [UInt8] {
        var out = handle
        appendString(name, &out)
        out.append32LE(0)
        for number: UInt32 in [0x000F_01FF, 0x10, 3, 0] { out.append32LE(number) }
        appendString(path, &out)
        for _ in 0..<7 { out.append32LE(0) }
        return out
    }

    package static let startService: [UInt8] = handle + [0, 0, 0, 0, 0, 0, 0, 0]

    private static func appendString(_ text: String, _ out: inout [UInt8]) {
        let count = UInt32(text.utf16.count + 1)
        out.append32LE(count)
        out.append32LE(0)
        out.append32LE(count)
        out.append(utf16LE: text)
        out.append16LE(0)
        while out.count % 4 != 0 { out.append(0) }
    }
}
