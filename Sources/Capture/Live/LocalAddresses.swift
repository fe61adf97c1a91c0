import Bedrock
package import Vocabulary

/// The addresses of this machine: what is the sensor's own, and which networks are home when nobody said so.
package enum LocalAddresses {
    /// The addresses of the named interfaces, of all interfaces for an empty list; unknown names give nothing.
    package static func addresses(of interfaces: [String] = []) -> [IPAddress] {
        entries(interfaces).map(\.address)
    }

    /// The networks that those addresses lie in, without repetition, in the kernel's order. Host routes (`/32`, `/128`) are no networks.
    package static func networks(of interfaces: [String] = []) -> [AddressBlock] {
        var blocks: [AddressBlock] = []
        for entry in entries(interfaces) where entry.prefix < (entry.address.isV4 ? 32 : 128) {
            guard let block = AddressBlock(entry.address, prefix: entry.prefix), !blocks.contains(block) else {
                continue
            }
            blocks.append(block)
        }
        return blocks
    }

    private static func entries(_ names: [String]) -> [(address: IPAddress, prefix: Int)] {
        let interfaces = names.isEmpty ? NetworkInterface.all() : names.compactMap { NetworkInterface(named: $0) }
        return interfaces.flatMap { $0.addresses() }.compactMap { entry in
            address(entry.bytes).map { ($0, entry.prefix) }
        }
    }

    private static func address(_ bytes: [UInt8]) -> IPAddress? {
        func number(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
        return switch bytes.count {
        case 4: IPAddress(v4: UInt32(number(bytes[...])))
        case 16: IPAddress(high: number(bytes[..<8]), low: number(bytes[8...]))
        default: nil
        }
    }
}
