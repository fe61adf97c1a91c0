/// Somebody who takes part in a finding, on either side.
public enum Party: Hashable, Sendable, Comparable, CustomStringConvertible {
    case address(IPAddress)
    case mac(MACAddress)
    /// An address block that was swept, such as 10.0.0.0/24.
    case block(AddressBlock)

    public var description: String {
        switch self {
        case .address(let address): "\(address)"
        case .mac(let mac): "\(mac)"
        case .block(let block): "\(block)"
        }
    }

    public static func < (left: Party, right: Party) -> Bool {
        switch (left, right) {
        case (.address(let a), .address(let b)): a < b
        case (.mac(let a), .mac(let b)): a < b
        case (.block(let a), .block(let b)): a.base != b.base ? a.base < b.base : a.prefix < b.prefix
        case (.address, _): true
        case (.mac, .block): true
        default: false
        }
    }
}
